namespace Noble.Edge.Rig;

/// <summary>One thing that came in from the rig.</summary>
/// <param name="TimeNanoseconds">
/// When: from an input port the moment at which it was taken in [ns, monotonic clock]; to controllers and in recordings on the
/// experiment clock [ns].
/// </param>
/// <param name="Kind">What it tells.</param>
/// <param name="Source">Which input port, from 0 in the order of the configuration; the loop fills it in.</param>
/// <param name="Channel">Neuron, line, converter channel or <see cref="RigCommand"/>, from 0.</param>
/// <param name="Value">Value of a <see cref="InputKind.Sample"/> or argument of a command; else 0.</param>
public readonly record struct InputEvent(long TimeNanoseconds, InputKind Kind, ushort Source, int Channel, double Value);

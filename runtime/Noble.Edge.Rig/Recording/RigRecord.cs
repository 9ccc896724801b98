namespace Noble.Edge.Rig;

/// <summary>One line of the experiment's log: who, when, what. 24 bytes in memory and in the file.</summary>
/// <param name="TimeNanoseconds">When, on the experiment clock [ns].</param>
/// <param name="Kind">What it tells.</param>
/// <param name="Detail">More of it, see <see cref="RigRecordKind"/>; else 0.</param>
/// <param name="Source">Port or controller, from 0 in the order of the configuration; else 0.</param>
/// <param name="Channel">Neuron, line, channel or response.</param>
/// <param name="Value">Current, sample, argument, see <see cref="RigRecordKind"/>; else 0.</param>
public readonly record struct RigRecord(long TimeNanoseconds, RigRecordKind Kind, byte Detail, ushort Source, int Channel, double Value);

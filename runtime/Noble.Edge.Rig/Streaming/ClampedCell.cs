namespace Noble.Edge.Rig;

/// <summary>Where a preparation's cell of a circuit is in the rig.</summary>
/// <param name="Source">Input port through which its voltage comes in, by its place.</param>
/// <param name="InputChannel">Channel of the voltage there.</param>
/// <param name="MillivoltsPerUnit">Millivolts of a unit of that channel.</param>
/// <param name="StimulusChannel">Stimulus channel of its command, those of all ports counted together; -1 for none: it is only listened to.</param>
public readonly record struct ClampedCell(ushort Source, int InputChannel, double MillivoltsPerUnit, int StimulusChannel);

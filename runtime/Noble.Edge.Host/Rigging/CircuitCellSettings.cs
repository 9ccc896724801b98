using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>A preparation's cell of a circuit as a configuration has it.</summary>
/// <param name="Cell">How its voltage is read, and what may be commanded.</param>
/// <param name="Port">Name of the port of its voltage.</param>
/// <param name="Place">That port's place among those that events come in through.</param>
/// <param name="Channel">Channel of the voltage.</param>
/// <param name="MillivoltsPerUnit">Its unit.</param>
/// <param name="StimulusChannel">Channel of its command, or -1.</param>
internal sealed record CircuitCellSettings(PreparationCellSpec Cell, string Port, ushort Place, int Channel, double MillivoltsPerUnit, int StimulusChannel);

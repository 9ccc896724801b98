namespace Noble.Edge.FirmwareBridge;

/// <summary>An edge or a sample, as the device reports it.</summary>
/// <param name="DeviceTimeTicks">When, on the device's timer [ticks].</param>
/// <param name="Kind">What it is.</param>
/// <param name="Channel">Input or converter channel.</param>
/// <param name="Value">The converter's code; 0 for an edge.</param>
public readonly record struct DeviceInput(ulong DeviceTimeTicks, BridgeInputKind Kind, byte Channel, ushort Value);

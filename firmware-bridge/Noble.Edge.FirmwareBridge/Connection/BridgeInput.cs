namespace Noble.Edge.FirmwareBridge;

/// <summary>An edge or a sample that the device saw.</summary>
/// <param name="Nanoseconds">When, on the host's CLOCK_MONOTONIC [ns].</param>
/// <param name="DeviceTicks">When, on the device's timer [ticks].</param>
/// <param name="Kind">What it is.</param>
/// <param name="Channel">Input or converter channel, from 0.</param>
/// <param name="Value">The converter's code; 0 for an edge.</param>
public readonly record struct BridgeInput(long Nanoseconds, ulong DeviceTicks, BridgeInputKind Kind, byte Channel, ushort Value);

namespace Noble.Edge.FirmwareBridge;

/// <summary>A code that the device is to put out.</summary>
/// <param name="DeviceTimeTicks">When, in ticks of the device's timer.</param>
/// <param name="Channel">On which converter channel.</param>
/// <param name="Code">The code.</param>
public readonly record struct ScheduledStimulus(ulong DeviceTimeTicks, ushort Channel, ushort Code);

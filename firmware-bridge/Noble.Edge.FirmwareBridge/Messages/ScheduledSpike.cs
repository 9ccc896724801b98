namespace Noble.Edge.FirmwareBridge;

/// <summary>A spike that the device is to emit.</summary>
/// <param name="DeviceTimeTicks">When, in ticks of the device's timer; 64 bits, so that it does not wrap in practice.</param>
/// <param name="Line">On which output line of the device.</param>
public readonly record struct ScheduledSpike(ulong DeviceTimeTicks, ushort Line);

namespace Noble.Edge.FirmwareBridge;

/// <summary>What a frame carries; one byte on the wire.</summary>
public enum BridgeMessageType
{
    /// <summary>No message has this type.</summary>
    None = 0x00,

    /// <summary><see cref="HeartbeatMessage"/> from the host: nanoseconds on the experiment clock.</summary>
    HostHeartbeat = 0x01,

    /// <summary><see cref="SpikeBatchMessage"/>: spikes that the device is to emit.</summary>
    SpikeBatch = 0x02,

    /// <summary><see cref="HeartbeatMessage"/> from the device: ticks of its timer.</summary>
    DeviceHeartbeat = 0x81,
}

namespace Noble.Edge.FirmwareBridge;

/// <summary>Which way a frame travels: the top bit of its type.</summary>
public enum BridgeDirection
{
    /// <summary>From the host to the device.</summary>
    ToDevice = 0x00,

    /// <summary>From the device to the host.</summary>
    ToHost = 0x80,
}

namespace Noble.Edge.FirmwareBridge;

/// <summary>What led a device to its safe state; one byte on the wire.</summary>
public enum BridgeSafeCause
{
    /// <summary>The device is armed.</summary>
    None = 0,

    /// <summary>It has started.</summary>
    Boot = 1,

    /// <summary>A host said hello.</summary>
    NewSession = 2,

    /// <summary>The host asked for it.</summary>
    Command = 3,

    /// <summary>The host was not heard for the heartbeat time-out.</summary>
    HeartbeatLost = 4,

    /// <summary>The host's emergency stop.</summary>
    EmergencyCommand = 5,

    /// <summary>The emergency input at the device.</summary>
    EmergencyInput = 6,

    /// <summary>A check of the device's own failed.</summary>
    Internal = 7,
}

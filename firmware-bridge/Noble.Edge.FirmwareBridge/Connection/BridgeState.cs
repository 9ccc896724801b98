namespace Noble.Edge.FirmwareBridge;

/// <summary>What a connection is doing.</summary>
public enum BridgeState
{
    /// <summary>Not started, or disposed.</summary>
    Stopped,

    /// <summary>The link is not open, or the device has not answered the hello.</summary>
    Connecting,

    /// <summary>The device's registers are read and set.</summary>
    Configuring,

    /// <summary>The two clocks are being related.</summary>
    Aligning,

    /// <summary>Everything is ready; the device has been asked to arm.</summary>
    Arming,

    /// <summary>Spikes and stimuli stream.</summary>
    Armed,

    /// <summary>The device is in its safe state and stays there: the host asked for it, or a check of the device's own failed.</summary>
    Safe,

    /// <summary>An emergency stop, by the host or by the device's input. The host does not arm again by itself.</summary>
    Emergency,

    /// <summary>The device speaks another version of the protocol, or cannot do what the options ask. Tried again, slowly.</summary>
    Incompatible,
}

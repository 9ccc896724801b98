namespace Noble.Edge.FirmwareBridge;

/// <summary>What a frame carries; one byte on the wire.</summary>
public enum BridgeMessageType
{
    /// <summary>No message has this type.</summary>
    None = 0x00,

    /// <summary><see cref="HostHeartbeatMessage"/>: the host is alive.</summary>
    HostHeartbeat = 0x01,

    /// <summary><see cref="SpikeBatchMessage"/>, a command: spikes that the device is to emit.</summary>
    SpikeBatch = 0x02,

    /// <summary><see cref="HelloMessage"/>: the host opens a session.</summary>
    Hello = 0x03,

    /// <summary><see cref="ClockProbeMessage"/>: what time is it there?</summary>
    ClockProbe = 0x04,

    /// <summary><see cref="ReadRegisterMessage"/>.</summary>
    ReadRegister = 0x05,

    /// <summary><see cref="WriteRegisterMessage"/>, a command.</summary>
    WriteRegister = 0x06,

    /// <summary><see cref="CancelMessage"/>, a command: withdraws pending spikes.</summary>
    Cancel = 0x07,

    /// <summary><see cref="StimulusMessage"/>, a command: codes for the converters.</summary>
    Stimulus = 0x08,

    /// <summary><see cref="ArmMessage"/>, a command.</summary>
    Arm = 0x09,

    /// <summary>No payload: outputs safe, at once.</summary>
    SafeState = 0x0A,

    /// <summary>No payload: outputs safe, at once, and no arming in this session.</summary>
    EmergencyStop = 0x0B,

    /// <summary><see cref="DeviceHeartbeatMessage"/>.</summary>
    DeviceHeartbeat = 0x81,

    /// <summary><see cref="WelcomeMessage"/>: what the device is; the answer to a hello.</summary>
    Welcome = 0x82,

    /// <summary><see cref="AcknowledgeMessage"/>: how a command went.</summary>
    Acknowledge = 0x83,

    /// <summary><see cref="ClockReplyMessage"/>.</summary>
    ClockReply = 0x84,

    /// <summary><see cref="RegisterMessage"/>: the answer to reading one.</summary>
    Register = 0x85,

    /// <summary><see cref="InputEventsMessage"/>: edges and samples.</summary>
    InputEvents = 0x86,

    /// <summary><see cref="LogMessage"/>: a line of text.</summary>
    Log = 0x87,
}

namespace Noble.Edge.FirmwareBridge;

/// <summary>How a command, or reading a register, went; one byte on the wire.</summary>
public enum BridgeResult
{
    /// <summary>Done.</summary>
    Ok = 0,

    /// <summary>Not the command that is expected: send again from that one on.</summary>
    OutOfOrder = 1,

    /// <summary>A command that was executed before the last one.</summary>
    Repeated = 2,

    /// <summary>The device has no session.</summary>
    NoSession = 3,

    /// <summary>The payload failed a check, which the error names.</summary>
    Malformed = 4,

    /// <summary>No place for all of it.</summary>
    Full = 5,

    /// <summary>The device is in its safe state.</summary>
    NotArmed = 6,

    /// <summary>There is no such register.</summary>
    UnknownRegister = 7,

    /// <summary>The register has another type.</summary>
    WrongType = 8,

    /// <summary>The register does not take this value.</summary>
    OutOfRange = 9,

    /// <summary>The register cannot be written.</summary>
    ReadOnly = 10,

    /// <summary>The register is written in the safe state only.</summary>
    NotSafe = 11,

    /// <summary>An emergency forbids it.</summary>
    Emergency = 12,

    /// <summary>The session's heartbeat is not alive.</summary>
    NoHeartbeat = 13,
}

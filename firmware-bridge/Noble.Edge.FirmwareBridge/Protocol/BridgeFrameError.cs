namespace Noble.Edge.FirmwareBridge;

/// <summary>Why bytes of the bridge are no frame, or a payload no message. Errors of the wire are values, never exceptions.</summary>
/// <remarks>The codes are shared with the firmware, which counts by them.</remarks>
public enum BridgeFrameError
{
    /// <summary>All is good.</summary>
    None = 0,

    /// <summary>A frame paused for longer than the frame time-out.</summary>
    FrameTimeout = 1,

    /// <summary>The frame ends within a block of the stuffing.</summary>
    Stuffing = 2,

    /// <summary>More bytes than a frame, or a payload, may have.</summary>
    TooLong = 3,

    /// <summary>Fewer bytes than header and CRC have.</summary>
    TooShort = 4,

    /// <summary>The header's payload length and the bytes that arrived do not add up.</summary>
    LengthMismatch = 5,

    /// <summary>The CRC is not that of the bytes before it.</summary>
    WrongCrc = 6,

    /// <summary>A version that this reader does not know.</summary>
    UnsupportedVersion = 7,

    /// <summary>A frame that this side sends and does not get: the link echoes.</summary>
    WrongDirection = 8,

    /// <summary>A frame that has been seen, or is older than one that has.</summary>
    RepeatedSequence = 9,

    /// <summary>A type that this reader does not know.</summary>
    UnknownType = 10,

    /// <summary>A payload of another length than its message has.</summary>
    WrongPayloadLength = 11,

    /// <summary>No records, or more than a message holds.</summary>
    CountOutOfRange = 12,

    /// <summary>A record before the one that precedes it.</summary>
    TimesOutOfOrder = 13,

    /// <summary>A time before the base time, too far behind it for the delta field, or beyond the last tick.</summary>
    TimeOutOfRange = 14,

    /// <summary>The caller's buffer does not hold the result.</summary>
    BufferTooSmall = 15,

    /// <summary>A field with a value that it cannot have.</summary>
    ValueOutOfRange = 16,
}

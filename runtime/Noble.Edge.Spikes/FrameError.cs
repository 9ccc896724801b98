namespace Noble.Edge.Spikes;

/// <summary>Why a frame could not be read or written. Errors of the wire are values, never exceptions.</summary>
public enum FrameError
{
    /// <summary>The frame is good.</summary>
    None = 0,

    /// <summary>Fewer bytes than a header has.</summary>
    TooShort = 1,

    /// <summary>The first bytes are not the frame's mark.</summary>
    WrongMagic = 2,

    /// <summary>A layout that this reader does not know.</summary>
    UnsupportedVersion = 3,

    /// <summary>A flag is set whose meaning this reader does not know.</summary>
    UnsupportedFlags = 4,

    /// <summary>The header says that it is shorter than its version's fields.</summary>
    WrongHeaderLength = 5,

    /// <summary>The header says that a record is shorter than its version's fields.</summary>
    WrongRecordLength = 6,

    /// <summary>Header, records and the bytes that arrived do not add up.</summary>
    LengthMismatch = 7,

    /// <summary>A neuron beyond 2^31 - 1.</summary>
    NeuronOutOfRange = 8,

    /// <summary>A spike before the base time, or too far behind it for the delta field.</summary>
    TimeOutOfRange = 9,

    /// <summary>The caller's buffer does not hold the result.</summary>
    BufferTooSmall = 10,

    /// <summary>A key or coordinate that the packet's form has no bits for.</summary>
    KeyOutOfRange = 11,

    /// <summary>A payload that the packet's form has no bits for.</summary>
    PayloadOutOfRange = 12,

    /// <summary>Another kind of packet than the one that was asked for: a command, not data, or the reverse.</summary>
    WrongKind = 13,
}

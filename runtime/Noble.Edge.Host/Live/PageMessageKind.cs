namespace Noble.Edge.Host;

/// <summary>Byte 0 of a message of the stream; the values are the contract's.</summary>
internal enum PageMessageKind : byte
{
    Description = 1,
    Spikes = 2,
    Voltage = 3,
    State = 4,
    Answer = 5,
    End = 6,

    Hello = 16,
    Select = 17,
    Acknowledge = 18,
    Command = 19,
}

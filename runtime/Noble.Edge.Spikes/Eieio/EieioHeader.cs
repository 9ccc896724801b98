namespace Noble.Edge.Spikes;

/// <summary>What a data packet says about its elements; see the table in this folder's README.</summary>
public readonly record struct EieioHeader
{
    /// <summary>What an element consists of.</summary>
    public EieioType Type { get; init; }

    /// <summary>Elements in the packet, 0 to 255. Written from the events, not from here.</summary>
    public int Count { get; init; }

    /// <summary>Where the prefix goes, if there is one.</summary>
    public EieioPrefix PrefixKind { get; init; }

    /// <summary>Bits that all keys have in common.</summary>
    public ushort Prefix { get; init; }

    /// <summary>Whether the packet has a payload base.</summary>
    public bool HasPayloadBase { get; init; }

    /// <summary>Bits that all payloads have in common; the whole payload of elements that have none of their own. 16 bits in packets of 16-bit keys.</summary>
    public uint PayloadBase { get; init; }

    /// <summary>Whether payloads are times.</summary>
    public bool PayloadIsTimestamp { get; init; }

    /// <summary>Two bits for the user, 0 to 3.</summary>
    public byte Tag { get; init; }

    /// <summary>Whether an element carries a payload of its own.</summary>
    public bool HasElementPayload => ((int)Type & 1) != 0;

    /// <summary>Bytes of an element: 2, 4 or 8.</summary>
    public int ElementLength => Type switch
    {
        EieioType.Key16 => 2,
        EieioType.Key32Payload32 => 8,
        _ => 4,
    };

    /// <summary>Bytes before the first element: 2 to 8.</summary>
    public int Length => 2 + (PrefixKind == EieioPrefix.None ? 0 : 2) + (!HasPayloadBase ? 0 : IsWide ? 4 : 2);

    /// <summary>Bits that the prefix sets in every key.</summary>
    internal uint KeyBits => PrefixKind switch
    {
        EieioPrefix.LowerHalf => Prefix,
        EieioPrefix.UpperHalf => (uint)Prefix << 16,
        _ => 0,
    };

    internal bool IsWide => Type >= EieioType.Key32;
}

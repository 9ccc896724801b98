namespace Noble.Edge.Spikes;

/// <summary>What a word of a SPIF packet is.</summary>
public enum SpifKind : byte
{
    /// <summary>An event.</summary>
    Event = 0,

    /// <summary>The word that starts the stream.</summary>
    Start = 1,

    /// <summary>The word that stops it.</summary>
    Stop = 2,
}

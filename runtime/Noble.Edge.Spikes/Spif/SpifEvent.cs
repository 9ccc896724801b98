namespace Noble.Edge.Spikes;

/// <summary>One event of SpiNNaker's peripheral interface, or one of its control words.</summary>
public readonly record struct SpifEvent
{
    /// <summary>Largest coordinate: 15 bits.</summary>
    public const int MaximumCoordinate = 0x7FFF;

    /// <summary>What it is; the other fields are those of an event.</summary>
    public SpifKind Kind { get; init; }

    /// <summary>Column, 0 to 32,767.</summary>
    public ushort X { get; init; }

    /// <summary>Row, 0 to 32,767.</summary>
    public ushort Y { get; init; }

    /// <summary>The polarity bit.</summary>
    public bool Polarity { get; init; }

    /// <summary>Whether a time follows the event.</summary>
    public bool HasTimestamp { get; init; }

    /// <summary>The time, in the sender's unit; it wraps after 2^32 - 1.</summary>
    public uint Timestamp { get; init; }
}

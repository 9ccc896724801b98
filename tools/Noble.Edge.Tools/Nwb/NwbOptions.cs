namespace Noble.Edge.Tools;

/// <summary>What a user says of an export beyond the recording.</summary>
internal sealed record NwbOptions
{
    /// <summary>The file; one that exists is replaced once the new one is whole.</summary>
    internal required string Path { get; init; }

    /// <summary>Neurons whose voltage is rendered again.</summary>
    internal IReadOnlyList<int> Voltage { get; init; } = [];

    /// <summary>Voltage of the first trial, [neuron, sample], float32, mV; null for none.</summary>
    internal string? VoltageFile { get; init; }

    internal string? SessionDescription { get; init; }

    internal string? SessionId { get; init; }

    internal string? Subject { get; init; }

    internal IReadOnlyList<string> Experimenters { get; init; } = [];

    internal string? Lab { get; init; }

    internal string? Institution { get; init; }

    /// <summary>Spikes that are held in memory at once; 8 bytes each. A recording that has more is read several times.</summary>
    internal int SpikesAtOnce { get; init; } = 32_000_000;
}

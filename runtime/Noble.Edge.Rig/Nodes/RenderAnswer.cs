namespace Noble.Edge.Rig;

/// <summary>The last message of an answer: what its batches add up to, or why there are none.</summary>
internal sealed record RenderAnswer
{
    /// <summary>Name of the node.</summary>
    public string? Node { get; init; }

    /// <summary>Stream id of the batches, 16 hexadecimal digits.</summary>
    public string? Stream { get; init; }

    /// <summary>Batches that were sent.</summary>
    public long Batches { get; init; }

    /// <summary>Spikes in them.</summary>
    public long Spikes { get; init; }

    /// <summary>Why nothing was rendered, or null.</summary>
    public string? Error { get; init; }
}

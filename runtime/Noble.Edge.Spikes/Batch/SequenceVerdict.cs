namespace Noble.Edge.Spikes;

/// <summary>What a batch's number says, next to the numbers before it.</summary>
public enum SequenceVerdict
{
    /// <summary>The first batch that was seen of its stream.</summary>
    NewStream,

    /// <summary>The batch after the last one.</summary>
    Next,

    /// <summary>Batches between the last one and this one are missing.</summary>
    Gap,

    /// <summary>A batch that was seen before: its spikes are not to be used again.</summary>
    Repeated,
}

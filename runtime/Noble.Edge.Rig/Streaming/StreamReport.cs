namespace Noble.Edge.Rig;

/// <summary>What a stream did, from voltage to ports.</summary>
public sealed record StreamReport
{
    /// <summary>Spikes found in the rendered voltage.</summary>
    public required long Rendered { get; init; }

    /// <summary>Spikes that were rendered ahead and whose time had not come when the stream was stopped.</summary>
    public required long NotDue { get; init; }

    /// <summary>Trials rendered.</summary>
    public required long Trials { get; init; }

    /// <summary>How many times faster than real time the rendering was.</summary>
    public required double RenderMultiple { get; init; }

    /// <summary>What the pacer and the ports did.</summary>
    public required PacerReport Pacer { get; init; }
}

namespace Noble.Edge.Host;

/// <summary>Which operator of the model makes the spikes.</summary>
internal enum OperatorKind
{
    /// <summary>A whole trial for a step current, rendered ahead.</summary>
    Window,

    /// <summary>Any current, tick by tick.</summary>
    Streaming,
}

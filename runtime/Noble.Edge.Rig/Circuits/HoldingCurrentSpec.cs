namespace Noble.Edge.Rig;

/// <summary>A constant current into a cell.</summary>
public sealed record HoldingCurrentSpec
{
    /// <summary>Cell.</summary>
    public required int Cell { get; init; }

    /// <summary>Current [nA], −1000 to 1000.</summary>
    public required double Nanoamperes { get; init; }
}

namespace Noble.Edge.Operator;

/// <summary>The step currents that the model was trained on, and the unit in which the network sees them.</summary>
public sealed record CurrentRange
{
    /// <summary>Lowest trained step current [nA].</summary>
    public required double MinimumNanoamperes { get; init; }

    /// <summary>Highest trained step current [nA].</summary>
    public required double MaximumNanoamperes { get; init; }

    /// <summary>One unit at the network's edge [nA]; 0.1 in the published networks.</summary>
    public double UnitNanoamperes { get; init; } = 0.1;

    /// <summary>Whether the current lies in the trained range; the ends are in.</summary>
    public bool Contains(double currentNanoamperes) =>
        currentNanoamperes >= MinimumNanoamperes && currentNanoamperes <= MaximumNanoamperes;

    /// <exception cref="CurrentRangeException">The current is outside the trained range, or not a number.</exception>
    public void Check(double currentNanoamperes)
    {
        if (!Contains(currentNanoamperes))
        {
            throw new CurrentRangeException(currentNanoamperes, this);
        }
    }

    internal string? Fault() =>
        !(MinimumNanoamperes <= MaximumNanoamperes) || !(UnitNanoamperes > 0)
            ? $"currentRange is {MinimumNanoamperes} to {MaximumNanoamperes} nA in units of {UnitNanoamperes} nA, expected minimum <= maximum and unit > 0"
            : null;
}

using System.Globalization;

namespace Noble.Edge.Operator;

/// <summary>A step current that the model was not trained on.</summary>
public sealed class CurrentRangeException(double currentNanoamperes, CurrentRange range) : Exception(
    string.Create(
        CultureInfo.InvariantCulture,
        $"current {currentNanoamperes} nA is outside the trained range, expected {range.MinimumNanoamperes} to {range.MaximumNanoamperes} nA"))
{
    /// <summary>The current that was asked for [nA].</summary>
    public double CurrentNanoamperes { get; } = currentNanoamperes;

    /// <summary>What the model was trained on.</summary>
    public CurrentRange Range { get; } = range;
}

namespace Noble.Edge.Neurons;

/// <summary>The stimulus of a sweep, and the part of the sweep that it alone explains.</summary>
/// <param name="StartMilliseconds">When it starts, ms in the sweep.</param>
/// <param name="EndMilliseconds">When it ends, ms in the sweep.</param>
public sealed record SweepStimulus(double StartMilliseconds, double EndMilliseconds)
{
    /// <summary>Current, less that before it, nA; of a stimulus that varies, its farthest. Null where it is not known.</summary>
    public double? CurrentNanoamperes { get; init; }

    /// <summary>Current before it, nA; null where it is not known.</summary>
    public double? HoldingNanoamperes { get; init; }

    /// <summary>Features look at the sweep from here on, ms; before it another stimulus was at work.</summary>
    public double WindowStartMilliseconds { get; init; } = double.NegativeInfinity;

    /// <summary>Features look at the sweep up to here, ms; then another stimulus sets in.</summary>
    public double WindowEndMilliseconds { get; init; } = double.PositiveInfinity;
}

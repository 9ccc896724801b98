namespace Noble.Edge.Rig;

/// <summary>How a streaming population ticks; a snapshot taken at the start.</summary>
public sealed record TickOptions
{
    /// <summary>Ticks behind which are caught up, without an end.</summary>
    public static TickOptions Default { get; } = new();

    /// <summary>Length of the experiment; default <see cref="TimeSpan.MaxValue"/>, without an end.</summary>
    public TimeSpan Duration
    {
        get;
        init => field = value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(null, $"duration {value.TotalSeconds} s: expected more than 0");
    } = TimeSpan.MaxValue;

    /// <summary>
    /// Ticks that are late by no more than this are caught up, in order; beyond it those that are behind are left out, and the neurons stand still
    /// for so long. Default 20 ms, range 1 ms to 1 s; <see cref="TimeSpan.MaxValue"/> leaves none out.
    /// </summary>
    public TimeSpan LongestBehind
    {
        get;
        init => field = value == TimeSpan.MaxValue || (value >= TimeSpan.FromMilliseconds(1) && value <= TimeSpan.FromSeconds(1))
            ? value
            : throw new ArgumentOutOfRangeException(null, FormattableString.Invariant($"longest behind {value.TotalMilliseconds} ms: expected 1 to 1000 ms"));
    } = TimeSpan.FromMilliseconds(20);
}

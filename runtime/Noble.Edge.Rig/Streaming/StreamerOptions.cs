using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>How a population is streamed; a snapshot taken at the start.</summary>
public sealed record StreamerOptions
{
    /// <summary>Two trials ahead, without an end.</summary>
    public static StreamerOptions Default { get; } = new();

    /// <summary>Length of the experiment; default <see cref="TimeSpan.MaxValue"/>, without an end. The last trial is cut there.</summary>
    public TimeSpan Duration
    {
        get;
        init => field = value > TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(null, $"duration {value.TotalSeconds} s: expected more than 0");
    } = TimeSpan.MaxValue;

    /// <summary>How many trials may be rendered before they are due; default 2, range 1 to 100.</summary>
    public int TrialsAhead
    {
        get;
        init => field = value is >= 1 and <= 100
            ? value
            : throw new ArgumentOutOfRangeException(null, $"trials ahead {value}: expected 1 to 100");
    } = 2;

    /// <summary>What counts as a spike.</summary>
    public SpikeDetectorOptions Detector { get; init; } = SpikeDetectorOptions.Default;

    /// <summary>How spikes are paced.</summary>
    public PacerOptions Pacer { get; init; } = PacerOptions.Default;
}

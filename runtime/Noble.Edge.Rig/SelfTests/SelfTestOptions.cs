namespace Noble.Edge.Rig;

/// <summary>How the rig's self-test runs; a snapshot taken at the start.</summary>
public sealed record SelfTestOptions
{
    /// <summary>Five seconds a row, under a thread of load less than there are processors.</summary>
    public static SelfTestOptions Default { get; } = new();

    /// <summary>Time for each row; default 5 s, range 10 ms to 1 h.</summary>
    public TimeSpan Duration
    {
        get;
        init => field = value >= TimeSpan.FromMilliseconds(10) && value <= TimeSpan.FromHours(1)
            ? value
            : throw new ArgumentOutOfRangeException(null, FormattableString.Invariant($"self-test of {value.TotalSeconds} s a row: expected 0.01 to 3600 s"));
    } = TimeSpan.FromSeconds(5);

    /// <summary>Ordinary threads that keep processors busy meanwhile; default one less than there are processors, range 0 to 1024.</summary>
    public int LoadThreads
    {
        get;
        init => field = value is >= 0 and <= 1024
            ? value
            : throw new ArgumentOutOfRangeException(null, $"self-test load {value}: expected 0 to 1024 threads");
    } = Environment.ProcessorCount - 1;

    /// <summary>Asked for by the threads that are measured; default as a run's.</summary>
    public PacerOptions Pacer { get; init; } = PacerOptions.Default;
}

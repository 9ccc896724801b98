namespace Noble.Edge.Rig;

/// <summary>How the closed loop runs; a snapshot taken at the start.</summary>
public sealed record LoopOptions
{
    /// <summary>A tick a millisecond.</summary>
    public static LoopOptions Default { get; } = new();

    /// <summary>Time between ticks: how often controllers act by themselves, ports without a descriptor are read and limits are looked at; default 1 ms, range 0.1 to 100 ms.</summary>
    public TimeSpan Tick
    {
        get;
        init => field = value >= TimeSpan.FromMicroseconds(100) && value <= TimeSpan.FromMilliseconds(100)
            ? value
            : throw new ArgumentOutOfRangeException(null, $"loop tick {value.TotalMilliseconds} ms: expected 0.1 to 100 ms");
    } = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// Whether the thread looks for input without sleeping: the shortest answer, for a whole processor. A real-time thread rests for some
    /// 90 µs each millisecond, or the kernel would stop it for longer; an input ends the rest. Default false: it sleeps until something comes in.
    /// </summary>
    public bool BusyPoll { get; init; }

    /// <summary>Changes of stimulus that can wait for their time; default 4,096, range 16 to 2^20. What finds no room is refused and counted.</summary>
    public int ScheduleCapacity
    {
        get;
        init => field = value is >= 16 and <= 1 << 20
            ? value
            : throw new ArgumentOutOfRangeException(null, $"loop schedule capacity {value}: expected 16 to {1 << 20}");
    } = 4_096;

    /// <summary>Pre-rendered responses that can play at once; default 64, range 1 to 4,096.</summary>
    public int Playbacks
    {
        get;
        init => field = value is >= 1 and <= 4_096
            ? value
            : throw new ArgumentOutOfRangeException(null, $"loop playbacks {value}: expected 1 to 4096");
    } = 64;
}

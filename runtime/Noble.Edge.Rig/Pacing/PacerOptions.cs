namespace Noble.Edge.Rig;

/// <summary>How spikes are paced; a snapshot taken at the start.</summary>
public sealed record PacerOptions
{
    /// <summary>FIFO priority 80 on the last allowed processor, memory locked, a spike is late after 1 ms.</summary>
    public static PacerOptions Default { get; } = new();

    /// <summary>A spike that leaves this much after its time is counted as late; default 1 ms, range 1 µs to 1 s.</summary>
    public TimeSpan LateAfter
    {
        get;
        init => field = Guard(value, TimeSpan.FromMicroseconds(1), TimeSpan.FromSeconds(1), "late after");
    } = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// How long before a spike the thread stops sleeping and spins, at most: it learns how much this machine needs.
    /// Default 150 µs, range 0 to 1 ms.
    /// </summary>
    public TimeSpan Spin
    {
        get;
        init => field = Guard(value, TimeSpan.Zero, TimeSpan.FromMilliseconds(1), "spin");
    } = TimeSpan.FromMicroseconds(150);

    /// <summary>The longest sleep, and so the longest that a stop goes unnoticed; default 10 ms, range 0.1 ms to 1 s.</summary>
    public TimeSpan LongestSleep
    {
        get;
        init => field = Guard(value, TimeSpan.FromMicroseconds(100), TimeSpan.FromSeconds(1), "longest sleep");
    } = TimeSpan.FromMilliseconds(10);

    /// <summary>SCHED_FIFO priority; default 80, range 1 to 99; 0 asks for none.</summary>
    public int Priority
    {
        get;
        init => field = value is >= 0 and <= 99 ? value : throw new ArgumentOutOfRangeException(null, $"pacer priority {value}: expected 0 (ordinary) to 99");
    } = 80;

    /// <summary>Processor that the thread is pinned to where it has FIFO priority; default -1, the last one that the process may use; -2 for none.</summary>
    public int Processor
    {
        get;
        init => field = value is >= -2 and < 1024 ? value : throw new ArgumentOutOfRangeException(null, $"pacer processor {value}: expected -2 (not pinned), -1 (the last) or 0 to 1023");
    } = -1;

    /// <summary>Whether to keep the process's memory from being paged out; default yes.</summary>
    public bool LockMemory { get; init; } = true;

    /// <summary>Spikes that wait for their time at most; default 65,536, range 16 to 2^24. A full buffer holds the renderer back and loses nothing.</summary>
    public int InputCapacity
    {
        get;
        init => field = value is >= 16 and <= 1 << 24 ? value : throw new ArgumentOutOfRangeException(null, $"pacer input capacity {value}: expected 16 to {1 << 24}");
    } = 65_536;

    private static TimeSpan Guard(TimeSpan value, TimeSpan minimum, TimeSpan maximum, string name) =>
        value >= minimum && value <= maximum
            ? value
            : throw new ArgumentOutOfRangeException(
                null, $"pacer {name} {value.TotalMicroseconds} µs: expected {minimum.TotalMicroseconds} to {maximum.TotalMicroseconds} µs");
}

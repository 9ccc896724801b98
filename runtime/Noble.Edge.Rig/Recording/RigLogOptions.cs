namespace Noble.Edge.Rig;

/// <summary>Where and how the experiment's log is kept; a snapshot taken at the start.</summary>
public sealed record RigLogOptions
{
    /// <summary>The first file, by custom <c>NAME.nobl</c>; it must not exist. Later ones are <c>NAME-0001.nobl</c> and so on, beside it.</summary>
    public required string Path { get; init; }

    /// <summary>A block is written when it is full and at least this often; default 100 ms, range 1 ms to 10 s. What a killed process loses at most.</summary>
    public TimeSpan FlushInterval
    {
        get;
        init => field = Guard(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10), "flush interval");
    } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// What was written is forced to the disk this often; default 1 s, range 1 ms to 10 min. What a power cut loses at most. Zero: after each
    /// block. <see cref="Timeout.InfiniteTimeSpan"/>: at the end only.
    /// </summary>
    public TimeSpan SyncInterval
    {
        get;
        init => field = value == TimeSpan.Zero || value == Timeout.InfiniteTimeSpan
            ? value
            : Guard(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(10), "sync interval");
    } = TimeSpan.FromSeconds(1);

    /// <summary>Largest payload of a block; default 65,536 bytes (2,730 records), range 4,096 to 1,048,576.</summary>
    public int BlockBytes
    {
        get;
        init => field = value is >= RigLogFormat.LeastBlock and <= RigLogFormat.MostBlock
            ? value
            : throw new ArgumentOutOfRangeException(null, $"recording block {value} bytes: expected {RigLogFormat.LeastBlock} to {RigLogFormat.MostBlock}");
    } = 65_536;

    /// <summary>A new file is begun when one has this size; default 1 GiB, range 64 KiB to 1 TiB.</summary>
    public long RollBytes
    {
        get;
        init => field = value is >= 65_536 and <= 1L << 40
            ? value
            : throw new ArgumentOutOfRangeException(null, $"recording file size {value} bytes: expected 65536 to {1L << 40}");
    } = 1L << 30;

    /// <summary>A new file is begun when one is this old; range 1 s to 31 days. Zero, the default: never for its age.</summary>
    public TimeSpan RollInterval
    {
        get;
        init => field = value == TimeSpan.Zero ? value : Guard(value, TimeSpan.FromSeconds(1), TimeSpan.FromDays(31), "roll interval");
    }

    /// <summary>Records that wait for the writer at most; default 262,144 (6 MiB), range 256 to 2^24. What finds no room is counted as lost.</summary>
    public int RingCapacity
    {
        get;
        init => field = value is >= 256 and <= 1 << 24
            ? value
            : throw new ArgumentOutOfRangeException(null, $"recording ring capacity {value}: expected 256 to {1 << 24}");
    } = 262_144;

    /// <summary>At the end, a disk that does not take what is left is waited for this long; default 5 s, range 0 to 10 min.</summary>
    public TimeSpan Patience
    {
        get;
        init => field = Guard(value, TimeSpan.Zero, TimeSpan.FromMinutes(10), "patience");
    } = TimeSpan.FromSeconds(5);

    private static TimeSpan Guard(TimeSpan value, TimeSpan minimum, TimeSpan maximum, string name) =>
        value >= minimum && value <= maximum
            ? value
            : throw new ArgumentOutOfRangeException(
                null, FormattableString.Invariant($"recording {name} {value.TotalMilliseconds} ms: expected {minimum.TotalMilliseconds} to {maximum.TotalMilliseconds} ms"));
}

namespace Noble.Edge.Rig;

/// <summary>Which activity is answered with which stimulus.</summary>
public sealed record ActivityDependentOptions
{
    /// <summary>Name in reports; default <c>activity-dependent</c>.</summary>
    public string Name { get; init; } = "activity-dependent";

    /// <summary>Spikes that are counted; default all.</summary>
    public InputFilter Spikes { get; init; } = InputFilter.Spikes;

    /// <summary>So many spikes within the window are answered; default 5, range 1 to 65,536.</summary>
    public int Count
    {
        get;
        init => field = value is >= 1 and <= 65_536 ? value : throw new ArgumentOutOfRangeException(null, $"activity count {value}: expected 1 to 65536 spikes");
    } = 5;

    /// <summary>The window; default 100 ms, range 0.1 ms to 60 s.</summary>
    public TimeSpan Window
    {
        get;
        init => field = Guard(value, TimeSpan.FromMicroseconds(100), TimeSpan.FromSeconds(60), "window");
    } = TimeSpan.FromMilliseconds(100);

    /// <summary>For so long after a stimulus there is no other; default 500 ms, range 0 to 1 h.</summary>
    public TimeSpan Refractory
    {
        get;
        init => field = Guard(value, TimeSpan.Zero, TimeSpan.FromHours(1), "refractory time");
    } = TimeSpan.FromMilliseconds(500);

    /// <summary>Most stimuli in any minute; default 60, range 1 to 60,000.</summary>
    public int MaximumPerMinute
    {
        get;
        init => field = value is >= 1 and <= 60_000 ? value : throw new ArgumentOutOfRangeException(null, $"activity maximum {value}: expected 1 to 60000 a minute");
    } = 60;

    /// <summary>The stimulus.</summary>
    public PulseTrain Pulses { get; init; } = new();

    /// <summary>Pre-rendered response to play, from 0; -1, the default, for none.</summary>
    public int Response { get; init; } = -1;

    private static TimeSpan Guard(TimeSpan value, TimeSpan minimum, TimeSpan maximum, string name) =>
        value >= minimum && value <= maximum
            ? value
            : throw new ArgumentOutOfRangeException(
                null, FormattableString.Invariant($"activity {name} {value.TotalMilliseconds} ms: expected {minimum.TotalMilliseconds} to {maximum.TotalMilliseconds} ms"));
}

namespace Noble.Edge.Rig;

/// <summary>What may leave for the rig at most; fixed for the length of a run. Nothing in a running program can relax it.</summary>
public sealed record SafetyLimits
{
    /// <summary>No current at all, one second of watchdogs: what applies where a configuration says nothing.</summary>
    public static SafetyLimits Default { get; } = new();

    /// <summary>Lowest current of a channel [nA], at most 0; default 0.</summary>
    public double MinimumNanoamperes
    {
        get;
        init => field = value is <= 0 and >= -1e6 ? value : throw Range("lowest current", value, "-1e6 to 0 nA");
    }

    /// <summary>Highest current of a channel [nA], at least 0; default 0.</summary>
    public double MaximumNanoamperes
    {
        get;
        init => field = value is >= 0 and <= 1e6 ? value : throw Range("highest current", value, "0 to 1e6 nA");
    }

    /// <summary>Largest change of a channel's current per time [nA/ms], above 0; default none. A larger step becomes a ramp, a tick at a time.</summary>
    public double SlewNanoamperesPerMillisecond
    {
        get;
        init => field = value > 0 ? value : throw Range("slew", value, "above 0 nA/ms");
    } = double.PositiveInfinity;

    /// <summary>Most charge of a channel within the window, the sum of its absolute values [pC], above 0; default none.</summary>
    public double ChargePicocoulombs
    {
        get;
        init => field = value > 0 ? value : throw Range("charge", value, "above 0 pC");
    } = double.PositiveInfinity;

    /// <summary>Window of the charge; default 1 s, range 10 ms to 60 s.</summary>
    public TimeSpan ChargeWindow
    {
        get;
        init => field = Guard(value, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(60), "charge window");
    } = TimeSpan.FromSeconds(1);

    /// <summary>Most stimuli of a channel within any second (a current that begins or turns its sign is one), 1 to 100,000; default 1,000.</summary>
    public int StimuliPerSecond
    {
        get;
        init => field = value is >= 1 and <= 100_000 ? value : throw Range("stimuli per second", value, "1 to 100000");
    } = 1_000;

    /// <summary>Most spikes that leave within any second, all neurons together, 1 to 100,000,000; default 10,000,000.</summary>
    public int SpikesPerSecond
    {
        get;
        init => field = value is >= 1 and <= 100_000_000 ? value : throw Range("spikes per second", value, "1 to 100000000");
    } = 10_000_000;

    /// <summary>The loop may stand still for this long before the safe state is entered; default 1 s, range 5 ms to 60 s.</summary>
    public TimeSpan LoopWatchdog
    {
        get;
        init => field = Guard(value, TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(60), "loop watchdog");
    } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A host that controls this run must send a heartbeat at least this often, or the safe state is entered; zero, the default, where none
    /// has to; range 10 ms to 1 h.
    /// </summary>
    public TimeSpan HostWatchdog
    {
        get;
        init => field = value == TimeSpan.Zero ? value : Guard(value, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1), "host watchdog");
    }

    /// <summary>Checks what concerns more than one value.</summary>
    /// <param name="stimulusChannels">Stimulus channels that the rig has.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is a stimulus, and no current is allowed.</exception>
    public void Check(int stimulusChannels)
    {
        if (stimulusChannels > 0 && MinimumNanoamperes == 0 && MaximumNanoamperes == 0)
        {
            throw new ArgumentOutOfRangeException(
                null, $"limits allow no current, and the rig has {stimulusChannels} stimulus channel(s): expected minimumNanoamperes or maximumNanoamperes");
        }
    }

    private static ArgumentOutOfRangeException Range(string name, double value, string expected) =>
        new(null, FormattableString.Invariant($"limit of {name} {value}: expected {expected}"));

    private static TimeSpan Guard(TimeSpan value, TimeSpan minimum, TimeSpan maximum, string name) =>
        value >= minimum && value <= maximum
            ? value
            : throw new ArgumentOutOfRangeException(
                null, FormattableString.Invariant($"limit of {name} {value.TotalMilliseconds} ms: expected {minimum.TotalMilliseconds} to {maximum.TotalMilliseconds} ms"));
}

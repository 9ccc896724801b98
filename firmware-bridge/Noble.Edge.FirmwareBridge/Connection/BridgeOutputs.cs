namespace Noble.Edge.FirmwareBridge;

/// <summary>How spikes leave the device, and the limits that it keeps by itself.</summary>
/// <remarks>Times become ticks of the device's timer, rounded up; one beyond the device's range is said when it is configured.</remarks>
public sealed record BridgeOutputs
{
    /// <summary>The defaults.</summary>
    public static BridgeOutputs Default { get; } = new();

    /// <summary>Pulses on lines, or addresses on the bus. Default pulses.</summary>
    public BridgeOutputMode Mode
    {
        get;
        init => field = value is BridgeOutputMode.Pulses or BridgeOutputMode.Aer
            ? value
            : throw new ArgumentOutOfRangeException(null, $"output mode {value}: expected Pulses or Aer");
    }

    /// <summary>Width of a pulse. Default 100 µs; above 0 to 1 s.</summary>
    public TimeSpan PulseWidth
    {
        get;
        init => field = BridgeTimes.Positive(value, "pulse width", BridgeTimes.Second);
    } = TimeSpan.FromMicroseconds(100);

    /// <summary>Lines whose active level is low, a bit each from line 0. Default none.</summary>
    public uint ActiveLowLines { get; init; }

    /// <summary>Signals of the bus that are active low. Default none.</summary>
    public BridgeAerActiveLow AerActiveLow
    {
        get;
        init => field = (value & ~(BridgeAerActiveLow.Data | BridgeAerActiveLow.Request | BridgeAerActiveLow.Acknowledge)) == 0
            ? value
            : throw new ArgumentOutOfRangeException(null, $"AER active-low signals {(int)value}: expected Data, Request, Acknowledge");
    }

    /// <summary>How long the bus may take to acknowledge an address. Default 100 µs; above 0 to 10 ms.</summary>
    public TimeSpan AerTimeout
    {
        get;
        init => field = BridgeTimes.Positive(value, "AER time-out", TimeSpan.FromMilliseconds(10));
    } = TimeSpan.FromMicroseconds(100);

    /// <summary>A spike that leaves later than this counts as late. Default 1 µs; 0 to 1 s.</summary>
    public TimeSpan LateAfter
    {
        get;
        init => field = BridgeTimes.NotNegative(value, "late after", BridgeTimes.Second);
    } = TimeSpan.FromMicroseconds(1);

    /// <summary>
    /// A spike that would leave later than this does not leave at all. Default 0.1 ms, as spikes a few microseconds apart, or on an AER bus, wait
    /// for each other; 0 to 1 s.
    /// </summary>
    public TimeSpan LateLimit
    {
        get;
        init => field = BridgeTimes.NotNegative(value, "late limit", BridgeTimes.Second);
    } = TimeSpan.FromMicroseconds(100);

    /// <summary>The least time between two spikes of a line; one sooner is not emitted. Default 0, none; to 10 s.</summary>
    public TimeSpan LineInterval
    {
        get;
        init => field = BridgeTimes.NotNegative(value, "line interval", TimeSpan.FromSeconds(10));
    }

    /// <summary>The most spikes within a second, over all lines. Default 1,000,000; 1 to 10,000,000.</summary>
    public int SpikesPerSecond
    {
        get;
        init => field = value is >= 1 and <= 10_000_000
            ? value
            : throw new ArgumentOutOfRangeException(null, $"spikes per second {value}: expected 1 to 10000000");
    } = 1_000_000;
}

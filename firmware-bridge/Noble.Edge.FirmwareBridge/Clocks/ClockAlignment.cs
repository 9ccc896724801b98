namespace Noble.Edge.FirmwareBridge;

/// <summary>Relates a device's timer to the host's CLOCK_MONOTONIC: a line through the best of the last probes.</summary>
/// <remarks>
/// <para>
/// A probe is right to within half its round trip, and its error is at most half of what its round trip is longer than the
/// shortest one, if the shortest was the same both ways. So the quarter with the shortest round trips counts, each by that bound,
/// and a line is fitted with offset and drift; a slow probe has no weight at all.
/// </para>
/// <para>
/// A new probe moves the line by about its uncertainty, at once. Two spikes that are further apart than that keep their order on
/// the device; whoever schedules keeps the order of closer ones. A probe that contradicts the line by more than its round trip
/// allows is left out. Where probes do so for a quarter of a second and agree with each other, the device's clock has jumped
/// or stood still: the line begins anew with them (<see cref="Steps"/>). A clock that falls behind and catches up within that time
/// moves nothing.
/// </para>
/// <para>Hot path: no allocation. Not for two threads at once.</para>
/// </remarks>
public sealed partial class ClockAlignment
{
    private const double NanosecondsPerSecond = 1e9;

    private readonly double _nanosecondsPerTick;
    private ulong _referenceTicks;
    private long _referenceNanoseconds;

    // The line that is in use: device ticks = whole + fraction + (host - anchor) x rate.
    private long _anchorNanoseconds;
    private ulong _anchorTicks;
    private double _anchorFraction; // [ticks]
    private double _ticksPerNanosecond;

    /// <summary>Creates a relation that knows nothing yet.</summary>
    /// <param name="ticksPerSecond">The nominal rate of the device's timer.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is 0.</exception>
    public ClockAlignment(uint ticksPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfZero(ticksPerSecond);
        TicksPerSecond = ticksPerSecond;
        _nanosecondsPerTick = NanosecondsPerSecond / ticksPerSecond;
        _ticksPerNanosecond = ticksPerSecond / NanosecondsPerSecond;
    }

    /// <summary>The nominal rate of the device's timer.</summary>
    public uint TicksPerSecond { get; }

    /// <summary>Whether times can be converted: eight probes have come.</summary>
    public bool IsAligned { get; private set; }

    /// <summary>How much faster the device's clock runs than its nominal rate [ppm].</summary>
    public double DriftPartsPerMillion => _slope * 1e6;

    /// <summary>Probes taken.</summary>
    public long Probes { get; private set; }

    /// <summary>Times that the line was begun anew because the device's clock had jumped or stood still.</summary>
    public long Steps { get; private set; }

    /// <summary>The shortest round trip in the window [ns]; 0 before the first probe.</summary>
    public double ShortestRoundTripNanoseconds { get; private set; }

    /// <summary>The median round trip in the window [ns]; 0 before the first probe.</summary>
    public double MedianRoundTripNanoseconds { get; private set; }

    /// <summary>Takes a probe; one that cannot be, because it returned before it was sent, is left out.</summary>
    public void Add(in ClockProbe probe)
    {
        if (Probes == 0)
        {
            _referenceTicks = probe.ReceivedTicks;
            _referenceNanoseconds = probe.SentNanoseconds;
        }

        var turnaround = (double)(long)(probe.RepliedTicks - probe.ReceivedTicks) * _nanosecondsPerTick;
        var roundTrip = probe.ReturnedNanoseconds - probe.SentNanoseconds - turnaround;
        if (probe.ReturnedNanoseconds < probe.SentNanoseconds || turnaround < 0 || roundTrip < -_nanosecondsPerTick)
        {
            return;
        }

        Probes++;
        var host = (probe.SentNanoseconds - _referenceNanoseconds + (probe.ReturnedNanoseconds - _referenceNanoseconds)) / 2.0;
        var device = ((long)(probe.ReceivedTicks - _referenceTicks) + (double)(long)(probe.RepliedTicks - _referenceTicks)) / 2.0;
        Keep(host, (device * _nanosecondsPerTick) - host, Math.Max(roundTrip, 0));
        if (WatchForStep())
        {
            Steps++;
            BeginAnew();
        }

        Fit();
        Publish();
    }

    /// <summary>Device time of a moment [ticks], to the nearest; 0 where it is before the device's start.</summary>
    /// <remarks>Meaningless before <see cref="IsAligned"/>.</remarks>
    public ulong ToDeviceTicks(long nanoseconds)
    {
        var ticks = (Int128)_anchorTicks + (Int128)Math.Round(_anchorFraction + ((nanoseconds - _anchorNanoseconds) * _ticksPerNanosecond));
        return ticks < 0 ? 0 : ticks > ulong.MaxValue ? ulong.MaxValue : (ulong)ticks;
    }

    /// <summary>The moment of a device time [ns, CLOCK_MONOTONIC], to the nearest.</summary>
    /// <remarks>Meaningless before <see cref="IsAligned"/>.</remarks>
    public long ToMonotonic(ulong deviceTicks) =>
        _anchorNanoseconds + (long)Math.Round(((long)(deviceTicks - _anchorTicks) - _anchorFraction) / _ticksPerNanosecond);

    /// <summary>The device's time, in nanoseconds at its nominal rate, less the host's [ns].</summary>
    public double OffsetNanoseconds(long nanoseconds) => IsAligned
        ? ((double)_anchorTicks * _nanosecondsPerTick) - _anchorNanoseconds + (_anchorFraction * _nanosecondsPerTick) +
            ((nanoseconds - _anchorNanoseconds) * _slope)
        : 0;

    // Around the last probe, so that what is converted is close to the anchor and no digits are lost.
    private void Publish()
    {
        var device = (_lastHost + _level) / _nanosecondsPerTick;
        var whole = Math.Floor(device);
        _anchorTicks = _referenceTicks + (ulong)(long)whole;
        _anchorFraction = device - whole;
        var hostWhole = Math.Floor(_lastHost);
        _anchorNanoseconds = _referenceNanoseconds + (long)hostWhole;
        _ticksPerNanosecond = (1 + _slope) / _nanosecondsPerTick;
        _anchorFraction -= (_lastHost - hostWhole) * _ticksPerNanosecond;
        IsAligned = _count >= ProbesLeast;
    }
}

namespace Noble.Edge.Rig;

/// <summary>
/// The time that is on the wire: nanoseconds since the experiment began, continuous over its trials. It stands still
/// while the renderer is behind (<see cref="HoldAt"/>), so that a late window delays the experiment but never bends it.
/// </summary>
/// <remarks>One thread starts, holds and releases the clock; any thread may read it.</remarks>
public sealed class ExperimentClock(IMonotonicClock monotonic)
{
    private const long Not = long.MinValue;

    private long _origin = Not; // experiment time 0 on the monotonic clock [ns]
    private long _heldAt; // experiment time at which the clock stands, or Not [ns]
    private long _heldNanoseconds;

    /// <summary>The clock underneath.</summary>
    public IMonotonicClock Monotonic { get; } = monotonic;

    /// <summary>Experiment time [ns]; 0 before the start.</summary>
    public long NowNanoseconds
    {
        get
        {
            var heldAt = Volatile.Read(ref _heldAt);
            return heldAt != Not ? heldAt : Monotonic.NowNanoseconds - Volatile.Read(ref _origin);
        }
    }

    /// <summary>Whether the experiment has begun.</summary>
    public bool HasStarted => Volatile.Read(ref _origin) != Not;

    /// <summary>Whether the clock stands still.</summary>
    public bool IsHeld => Volatile.Read(ref _heldAt) != Not;

    /// <summary>For how long the clock has stood still since the start, up to the last release [ns].</summary>
    public long HeldNanoseconds => Volatile.Read(ref _heldNanoseconds);

    /// <summary>The experiment begins now: time 0.</summary>
    public void Start() => StartAt(Monotonic.NowNanoseconds);

    /// <summary>The experiment's time 0 is at this moment [ns, monotonic clock]; until then its time is negative.</summary>
    public void StartAt(long originNanoseconds)
    {
        Volatile.Write(ref _origin, originNanoseconds);
        Volatile.Write(ref _heldAt, Not);
    }

    /// <summary>Where an experiment time lies on the monotonic clock while the clock runs [ns]; never overflows.</summary>
    public long ToMonotonic(long experimentNanoseconds)
    {
        var origin = Volatile.Read(ref _origin);
        return experimentNanoseconds < long.MaxValue - origin ? origin + experimentNanoseconds : long.MaxValue;
    }

    /// <summary>The clock stands still at this experiment time [ns], which has come already.</summary>
    public void HoldAt(long experimentNanoseconds) => Volatile.Write(ref _heldAt, experimentNanoseconds);

    /// <summary>The clock goes on from where it stands.</summary>
    public void Release()
    {
        var heldAt = _heldAt;
        if (heldAt == Not)
        {
            return;
        }

        var origin = Monotonic.NowNanoseconds - heldAt;
        Volatile.Write(ref _heldNanoseconds, _heldNanoseconds + origin - _origin);
        Volatile.Write(ref _origin, origin);
        Volatile.Write(ref _heldAt, Not);
    }
}

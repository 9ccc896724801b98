namespace Noble.Edge.Rig;

/// <summary>A clock for tests and replays: it stands still until someone waits on it or moves it.</summary>
/// <remarks>For one thread at a time.</remarks>
public sealed class ManualClock : IMonotonicClock
{
    /// <inheritdoc />
    public long NowNanoseconds { get; private set; }

    /// <summary>How much later than asked each sleep comes back [ns]; default 0.</summary>
    public long OversleepNanoseconds { get; set; }

    /// <summary>Sleeps so far.</summary>
    public int Sleeps { get; private set; }

    /// <summary>Time spent spinning so far [ns].</summary>
    public long SpunNanoseconds { get; private set; }

    /// <summary>Moves the clock [ns].</summary>
    public void Advance(long nanoseconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nanoseconds);
        NowNanoseconds += nanoseconds;
    }

    /// <inheritdoc />
    public void SleepUntil(long timeNanoseconds)
    {
        Sleeps++;
        if (timeNanoseconds > NowNanoseconds)
        {
            NowNanoseconds = timeNanoseconds + OversleepNanoseconds;
        }
    }

    /// <inheritdoc />
    public void SpinUntil(long timeNanoseconds)
    {
        if (timeNanoseconds > NowNanoseconds)
        {
            SpunNanoseconds += timeNanoseconds - NowNanoseconds;
            NowNanoseconds = timeNanoseconds;
        }
    }
}

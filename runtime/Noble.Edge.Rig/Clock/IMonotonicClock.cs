namespace Noble.Edge.Rig;

/// <summary>A clock that only goes forward, and the ways to wait on it. All waiting of the rig goes through here.</summary>
public interface IMonotonicClock
{
    /// <summary>Now [ns]; the origin is arbitrary.</summary>
    public long NowNanoseconds { get; }

    /// <summary>Gives the processor away until the time [ns] has come; may come back later than that.</summary>
    public void SleepUntil(long timeNanoseconds);

    /// <summary>Keeps the processor busy until the time [ns] has come.</summary>
    public void SpinUntil(long timeNanoseconds);
}

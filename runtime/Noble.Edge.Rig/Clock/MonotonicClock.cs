namespace Noble.Edge.Rig;

/// <summary>The machine's CLOCK_MONOTONIC, with absolute sleeps that do not add up their errors.</summary>
public sealed class MonotonicClock : IMonotonicClock
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    private MonotonicClock()
    {
    }

    /// <summary>The machine's clock.</summary>
    public static MonotonicClock Instance { get; } = new();

    /// <inheritdoc />
    public unsafe long NowNanoseconds
    {
        get
        {
            LibC.TimeSpecification time;
            _ = LibC.ClockGetTime(LibC.ClockMonotonic, &time);
            return (time.Seconds * NanosecondsPerSecond) + time.Nanoseconds;
        }
    }

    /// <inheritdoc />
    public unsafe void SleepUntil(long timeNanoseconds)
    {
        if (timeNanoseconds <= 0)
        {
            return;
        }

        var (seconds, nanoseconds) = Math.DivRem(timeNanoseconds, NanosecondsPerSecond);
        var time = new LibC.TimeSpecification { Seconds = (nint)seconds, Nanoseconds = (nint)nanoseconds };
        while (LibC.ClockNanosleep(LibC.ClockMonotonic, LibC.TimerAbsolute, &time, null) == LibC.ErrorInterrupted)
        {
            // A signal was handled; the time is absolute, so sleep on.
        }
    }

    /// <inheritdoc />
    public void SpinUntil(long timeNanoseconds)
    {
        while (NowNanoseconds < timeNanoseconds)
        {
        }
    }
}

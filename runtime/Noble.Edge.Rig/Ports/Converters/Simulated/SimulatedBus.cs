namespace Noble.Edge.Rig;

/// <summary>What a bus costs and breaks: a time for each call, and errors on demand.</summary>
/// <remarks>Calls of several devices come one after the other, as on one pair of wires.</remarks>
/// <param name="clock">The clock on which a call takes its time; default the machine's.</param>
public sealed class SimulatedBus(IMonotonicClock? clock = null)
{
    private readonly Lock _wires = new();
    private readonly IMonotonicClock _clock = clock ?? MonotonicClock.Instance;
    private int _failures;
    private long _calls;

    /// <summary>How long a call takes; default 0.</summary>
    public TimeSpan CallTime { get; init; }

    /// <summary>Called during each call; for tests.</summary>
    public Action? DuringCall { get; init; }

    /// <summary>Calls so far.</summary>
    public long Calls => Volatile.Read(ref _calls);

    /// <summary>How long a transfer of so many bytes takes on I2C, the address not counted: 9 clocks a byte, a start and a stop.</summary>
    /// <param name="bytes">Bytes after the address.</param>
    /// <param name="kilohertz">Clock [kHz].</param>
    public static TimeSpan I2cTime(int bytes, double kilohertz = 400) => TimeSpan.FromMilliseconds(((9 * (bytes + 1)) + 2) / kilohertz);

    /// <summary>The next so many calls fail.</summary>
    public void FailNext(int calls) => Volatile.Write(ref _failures, calls);

    /// <summary>One call.</summary>
    /// <exception cref="IOException">It was asked to fail.</exception>
    public void Transfer()
    {
        lock (_wires)
        {
            Volatile.Write(ref _calls, _calls + 1);
            if (CallTime > TimeSpan.Zero)
            {
                _clock.SpinUntil(_clock.NowNanoseconds + (CallTime.Ticks * 100));
            }

            DuringCall?.Invoke();
            if (Volatile.Read(ref _failures) > 0)
            {
                Interlocked.Decrement(ref _failures);
                throw new IOException("simulated bus error");
            }
        }
    }
}

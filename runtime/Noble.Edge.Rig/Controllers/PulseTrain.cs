namespace Noble.Edge.Rig;

/// <summary>Rectangular pulses of current, one after the other.</summary>
public sealed record PulseTrain
{
    /// <summary>Stimulus channel, from 0; default 0.</summary>
    public int Channel
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(null, $"pulse channel {value}: expected 0 or more");
    }

    /// <summary>Current of a pulse [nA]; default 0: no pulse.</summary>
    public double Nanoamperes
    {
        get;
        init => field = double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(null, $"pulse current {value}: expected a number of nA");
    }

    /// <summary>Length of a pulse; default 1 ms, range 1 µs to 10 s.</summary>
    public TimeSpan Width
    {
        get;
        init => field = Guard(value, TimeSpan.FromMicroseconds(1), TimeSpan.FromSeconds(10), "width");
    } = TimeSpan.FromMilliseconds(1);

    /// <summary>From one pulse's beginning to the next one's; default 10 ms, range 2 µs to 60 s; at least the width if there are several.</summary>
    public TimeSpan Interval
    {
        get;
        init => field = Guard(value, TimeSpan.FromMicroseconds(2), TimeSpan.FromSeconds(60), "interval");
    } = TimeSpan.FromMilliseconds(10);

    /// <summary>Pulses; default 1, range 1 to 1,000.</summary>
    public int Count
    {
        get;
        init => field = value is >= 1 and <= 1_000 ? value : throw new ArgumentOutOfRangeException(null, $"pulse count {value}: expected 1 to 1000");
    } = 1;

    /// <summary>From what it answers to the first pulse; default 0, range 0 to 60 s.</summary>
    public TimeSpan Delay
    {
        get;
        init => field = Guard(value, TimeSpan.Zero, TimeSpan.FromSeconds(60), "delay");
    }

    /// <summary>Asks for the train.</summary>
    /// <param name="actions">Of whom.</param>
    /// <param name="laterNanoseconds">How much later than the delay says [ns].</param>
    internal void Begin(LoopActions actions, long laterNanoseconds = 0)
    {
        if (Nanoamperes == 0)
        {
            return;
        }

        for (var i = 0; i < Count; i++)
        {
            actions.Pulse(Channel, Nanoamperes, Width.Ticks * 100, laterNanoseconds + (Delay.Ticks * 100) + (i * Interval.Ticks * 100));
        }
    }

    /// <summary>Checks what concerns more than one value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Pulses overlap.</exception>
    internal void Check()
    {
        if (Count > 1 && Interval < Width)
        {
            throw new ArgumentOutOfRangeException(
                null, FormattableString.Invariant($"pulse interval {Interval.TotalMilliseconds} ms is shorter than the width {Width.TotalMilliseconds} ms: expected at least as long"));
        }
    }

    private static TimeSpan Guard(TimeSpan value, TimeSpan minimum, TimeSpan maximum, string name) =>
        value >= minimum && value <= maximum
            ? value
            : throw new ArgumentOutOfRangeException(
                null, FormattableString.Invariant($"pulse {name} {value.TotalMilliseconds} ms: expected {minimum.TotalMilliseconds} to {maximum.TotalMilliseconds} ms"));
}

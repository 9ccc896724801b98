namespace Noble.Edge.FirmwareBridge;

/// <summary>The spikes that were sent and whose time has not come: where a cancel has to begin on the device's clock.</summary>
/// <remarks>
/// A spike's ticks are those of the clocks' relation when it was sent, so the ticks of a cancel are looked up, not computed again.
/// </remarks>
internal sealed class SentSpikes
{
    private const int Capacity = 1 << 16; // a device holds fewer

    private readonly (long Nanoseconds, ulong Ticks)[] _spikes = new (long, ulong)[Capacity];
    private int _first;
    private int _count;

    /// <summary>Remembers a spike; where there is no place, the oldest is forgotten.</summary>
    internal void Add(long nanoseconds, ulong ticks)
    {
        if (_count == Capacity)
        {
            _first = (_first + 1) & (Capacity - 1);
            _count--;
        }

        _spikes[(_first + _count++) & (Capacity - 1)] = (nanoseconds, ticks);
    }

    /// <summary>Forgets the spikes in front whose time has passed.</summary>
    internal void ForgetBefore(ulong ticks)
    {
        while (_count > 0 && _spikes[_first].Ticks < ticks)
        {
            _first = (_first + 1) & (Capacity - 1);
            _count--;
        }
    }

    internal void Clear() => _count = 0;

    /// <summary>The device's times of the spikes that are not before a time.</summary>
    /// <param name="nanoseconds">The time [ns, CLOCK_MONOTONIC].</param>
    /// <param name="from">The earliest of them [ticks].</param>
    /// <param name="to">One more than the latest [ticks].</param>
    /// <returns>Whether there are any.</returns>
    internal bool TryRange(long nanoseconds, out ulong from, out ulong to)
    {
        (from, to) = (ulong.MaxValue, 0);
        for (var i = 0; i < _count; i++)
        {
            ref readonly var spike = ref _spikes[(_first + i) & (Capacity - 1)];
            if (spike.Nanoseconds >= nanoseconds)
            {
                from = Math.Min(from, spike.Ticks);
                to = Math.Max(to, spike.Ticks + 1);
            }
        }

        return to > from;
    }
}

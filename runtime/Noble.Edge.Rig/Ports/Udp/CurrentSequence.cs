namespace Noble.Edge.Rig;

/// <summary>Where the samples of a datagram belong in those that came before it.</summary>
internal sealed class CurrentSequence
{
    private const long Restart = 1_000_000_000; // [ns]: a jump that far is a sender that began anew
    private const long None = long.MinValue;

    private readonly long _interval; // [ns], 0 where only the newest counts
    private readonly long[] _next; // [neuron + 1], when the next sample is, on the sender's clock; first that of all neurons
    private bool _hasSequence;
    private uint _expected;
    private long _late;
    private long _missing;
    private long _lost;

    internal CurrentSequence(int neurons, TimeSpan interval)
    {
        _interval = interval.Ticks * 100;
        _next = new long[neurons + 1];
        Array.Fill(_next, None);
    }

    internal long Late => Volatile.Read(ref _late);

    internal long Missing => Volatile.Read(ref _missing);

    internal long Lost => Volatile.Read(ref _lost);

    /// <summary>Rows that are of neurons that there are.</summary>
    internal int Rows(in CurrentDatagram datagram) => datagram.FirstNeuron < 0 ? 1 : Math.Clamp(_next.Length - 1 - datagram.FirstNeuron, 0, datagram.Neurons);

    /// <summary>Takes note of a datagram's number; false where it is older than one before it.</summary>
    internal bool Observe(in CurrentDatagram datagram)
    {
        var ahead = _hasSequence ? (int)(datagram.Sequence - _expected) : 0;

        // Half of the numbers away is a sender that began anew.
        var isNew = ahead >= 0 || ahead < -100_000;
        if (isNew)
        {
            Volatile.Write(ref _lost, _lost + (ahead is > 0 and < 100_000 ? ahead : 0));
            (_hasSequence, _expected) = (true, datagram.Sequence + 1);
        }

        return isNew;
    }

    /// <summary>Which samples of a row are to be handed on, and how many are missing before them.</summary>
    /// <param name="channel">The neuron, or -1.</param>
    /// <param name="datagram">The datagram.</param>
    /// <param name="isNew">Whether it is newer than all before it.</param>
    /// <param name="room">Samples for which there is room.</param>
    internal (int First, int Missing) Place(int channel, in CurrentDatagram datagram, bool isNew, int room)
    {
        if (_interval == 0)
        {
            Volatile.Write(ref _late, _late + (isNew ? 0 : 1));
            return (isNew ? datagram.Samples - 1 : datagram.Samples, 0);
        }

        ref var next = ref _next[channel + 1];
        var gap = next == None ? 0 : unchecked(datagram.TimeNanoseconds - next);
        gap = gap is > Restart or < -Restart ? 0 : gap;
        var samples = (gap + (gap < 0 ? -_interval / 2 : _interval / 2)) / _interval;
        var first = (int)Math.Clamp(-samples, 0, datagram.Samples);
        var missing = (int)Math.Clamp(samples, 0, Math.Max(0, room - datagram.Samples));
        if (first < datagram.Samples)
        {
            next = unchecked(datagram.TimeNanoseconds + (datagram.Samples * _interval));
        }

        Volatile.Write(ref _late, _late + first);
        Volatile.Write(ref _missing, _missing + missing);
        return (first, missing);
    }
}

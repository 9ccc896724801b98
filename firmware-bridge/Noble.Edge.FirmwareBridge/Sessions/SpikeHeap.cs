namespace Noble.Edge.FirmwareBridge;

/// <summary>Spikes that wait in the host, earliest first; those of one moment in the order in which they came. No allocation after construction.</summary>
internal sealed class SpikeHeap
{
    private readonly Entry[] _entries;
    private long _order;

    /// <summary>Creates an empty heap.</summary>
    internal SpikeHeap(int capacity) => _entries = new Entry[capacity];

    /// <summary>Spikes that wait.</summary>
    internal int Count { get; private set; }

    /// <summary>Whether another finds no place.</summary>
    internal bool IsFull => Count == _entries.Length;

    /// <summary>The earliest; there is one.</summary>
    internal ref readonly Entry First => ref _entries[0];

    /// <summary>Adds a spike; there is a place.</summary>
    internal void Push(long nanoseconds, ushort line)
    {
        var at = Count++;
        var entry = new Entry(nanoseconds, _order++, line);
        while (at > 0 && entry.IsBefore(_entries[(at - 1) / 2]))
        {
            _entries[at] = _entries[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        _entries[at] = entry;
    }

    /// <summary>Takes the earliest out; there is one.</summary>
    internal Entry Pop()
    {
        var first = _entries[0];
        var last = _entries[--Count];
        Sift(0, last);
        return first;
    }

    /// <summary>Takes out every spike that is not before a time.</summary>
    /// <returns>How many.</returns>
    internal int RemoveFrom(long nanoseconds)
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (_entries[i].Nanoseconds < nanoseconds)
            {
                _entries[kept++] = _entries[i];
            }
        }

        var removed = Count - kept;
        Count = kept;
        for (var i = (kept / 2) - 1; i >= 0; i--)
        {
            Sift(i, _entries[i]);
        }

        return removed;
    }

    // Puts an entry at a place whose subtrees are in order, and lets it sink.
    private void Sift(int at, Entry entry)
    {
        while (true)
        {
            var child = (2 * at) + 1;
            if (child >= Count)
            {
                break;
            }

            if (child + 1 < Count && _entries[child + 1].IsBefore(_entries[child]))
            {
                child++;
            }

            if (!_entries[child].IsBefore(entry))
            {
                break;
            }

            _entries[at] = _entries[child];
            at = child;
        }

        _entries[at] = entry;
    }

    /// <summary>A spike.</summary>
    /// <param name="Nanoseconds">When [ns, CLOCK_MONOTONIC].</param>
    /// <param name="Order">Its place in the order of coming.</param>
    /// <param name="Line">Output line or address.</param>
    internal readonly record struct Entry(long Nanoseconds, long Order, ushort Line)
    {
        internal bool IsBefore(in Entry other) =>
            Nanoseconds < other.Nanoseconds || (Nanoseconds == other.Nanoseconds && Order < other.Order);
    }
}

namespace Noble.Edge.FirmwareBridge;

/// <summary>What the scheduling thread hands over and the connection's thread takes: spikes, stimuli and cancels, in their order.</summary>
/// <remarks>
/// One thread on either side; no lock, no allocation after construction. Cancels have places that spikes and stimuli do not get. Where
/// those are full, the cancels that are left over become one: its time is the earliest of theirs.
/// </remarks>
internal sealed class HandOver
{
    /// <summary>Stimuli that wait at most.</summary>
    internal const int StimuliMost = 1024;

    private const int PlacesLeast = 4096;
    private const long NoCancel = long.MaxValue;

    private readonly Item[] _items;
    private long _head; // the connection's thread writes it
    private long _tail; // the scheduling thread writes it
    private long _spikesIn;
    private long _spikesOut;
    private long _spikesDone;
    private long _stimuliIn;
    private long _stimuliDone;
    private long _cancelsIn;
    private long _cancelsOut;
    private long _cancelFrom = NoCancel;
    private long _cancelBefore; // place in the order of hand-over

    /// <summary>Creates an empty hand-over.</summary>
    /// <param name="capacity">Spikes that it holds; rounded up to a power of two.</param>
    internal HandOver(int capacity)
    {
        Capacity = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)capacity);
        _items = new Item[Math.Max(2 * Capacity, PlacesLeast)];
    }

    internal enum ItemKind
    {
        Spike,
        Stimulus,
        Cancel,
    }

    /// <summary>Spikes, and stimuli, that wait at most: here and where the connection's thread keeps them.</summary>
    internal int Capacity { get; }

    /// <summary>Spikes that were put in. Any thread.</summary>
    internal long SpikesIn => Volatile.Read(ref _spikesIn);

    /// <summary>Spikes that were taken out. Any thread.</summary>
    internal long SpikesOut => Volatile.Read(ref _spikesOut);

    /// <summary>Whether nothing waits. Any thread.</summary>
    internal bool IsEmpty =>
        Volatile.Read(ref _tail) == Volatile.Read(ref _head) && Volatile.Read(ref _cancelFrom) == NoCancel;

    /// <summary>Puts a spike in; false where so many wait already. The scheduling thread.</summary>
    internal bool TryPutSpike(long nanoseconds, ushort line)
    {
        if (_spikesIn - Volatile.Read(ref _spikesDone) >= Capacity)
        {
            return false;
        }

        Volatile.Write(ref _spikesIn, _spikesIn + 1);
        Put(new Item(nanoseconds, ItemKind.Spike, line, 0));
        return true;
    }

    /// <summary>Puts a stimulus in; false where so many wait already. The scheduling thread.</summary>
    internal bool TryPutStimulus(long nanoseconds, byte channel, ushort code)
    {
        if (_stimuliIn - Volatile.Read(ref _stimuliDone) >= StimuliMost)
        {
            return false;
        }

        _stimuliIn++;
        Put(new Item(nanoseconds, ItemKind.Stimulus, channel, code));
        return true;
    }

    /// <summary>So many spikes no longer wait. The connection's thread.</summary>
    internal void SpikesDone(int count) => Volatile.Write(ref _spikesDone, _spikesDone + count);

    /// <summary>So many stimuli no longer wait. The connection's thread.</summary>
    internal void StimuliDone(int count) => Volatile.Write(ref _stimuliDone, _stimuliDone + count);

    /// <summary>Withdraws what was put in so far and is not before this time. The scheduling thread.</summary>
    internal void PutCancel(long fromNanoseconds)
    {
        if (_cancelsIn - Volatile.Read(ref _cancelsOut) < _items.Length - Capacity - StimuliMost)
        {
            _cancelsIn++;
            Put(new Item(fromNanoseconds, ItemKind.Cancel, 0, 0));
            return;
        }

        Volatile.Write(ref _cancelBefore, _tail);
        long seen;
        do
        {
            seen = Volatile.Read(ref _cancelFrom);
        }
        while (Interlocked.CompareExchange(ref _cancelFrom, Math.Min(seen, fromNanoseconds), seen) != seen);
    }

    /// <summary>Takes the oldest item out. The connection's thread.</summary>
    internal bool TryTake(out Item item)
    {
        var head = _head;
        if (Volatile.Read(ref _cancelFrom) != NoCancel && head >= Volatile.Read(ref _cancelBefore))
        {
            item = new Item(Interlocked.Exchange(ref _cancelFrom, NoCancel), ItemKind.Cancel, 0, 0);
            return true;
        }

        if (head == Volatile.Read(ref _tail))
        {
            item = default;
            return false;
        }

        item = _items[head & (_items.Length - 1)];
        if (item.Kind == ItemKind.Spike)
        {
            Volatile.Write(ref _spikesOut, _spikesOut + 1);
        }
        else if (item.Kind == ItemKind.Cancel)
        {
            Volatile.Write(ref _cancelsOut, _cancelsOut + 1);
        }

        Volatile.Write(ref _head, head + 1);
        return true;
    }

    // There is a place: spikes, stimuli and cancels together are never more.
    private void Put(in Item item)
    {
        _items[_tail & (_items.Length - 1)] = item;
        Volatile.Write(ref _tail, _tail + 1);
    }

    /// <summary>What is handed over.</summary>
    /// <param name="Nanoseconds">When [ns, CLOCK_MONOTONIC]; of a cancel, from when.</param>
    /// <param name="Kind">What it is.</param>
    /// <param name="Target">Line or channel.</param>
    /// <param name="Code">The converter's code.</param>
    internal readonly record struct Item(long Nanoseconds, ItemKind Kind, ushort Target, ushort Code);
}

namespace Noble.Edge.FirmwareBridge;

/// <summary>What the scheduling thread hands over and the connection's thread takes: spikes, stimuli and cancels, in their order.</summary>
/// <remarks>
/// One thread on either side; no lock, no allocation after construction. Cancels have places that spikes and stimuli do not get. Where even
/// those are full, the cancels that are left over become one: its time is the earliest of theirs.
/// </remarks>
internal sealed class HandOver
{
    private const int PlacesForCancels = 64;
    private const long NoCancel = long.MaxValue;

    private readonly Item[] _items;
    private long _head; // the connection's thread writes it
    private long _tail; // the scheduling thread writes it
    private long _spikesIn;
    private long _spikesOut;
    private long _cancelFrom = NoCancel;
    private long _cancelBefore; // place in the order of hand-over

    /// <summary>Creates an empty hand-over.</summary>
    /// <param name="capacity">Spikes and stimuli that it holds; rounded up to a power of two, at least 64.</param>
    internal HandOver(int capacity)
    {
        Capacity = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(capacity, PlacesForCancels));
        _items = new Item[2 * Capacity];
    }

    internal enum ItemKind
    {
        Spike,
        Stimulus,
        Cancel,
    }

    /// <summary>Spikes and stimuli that wait at most.</summary>
    internal int Capacity { get; }

    /// <summary>Spikes that were put in. Any thread.</summary>
    internal long SpikesIn => Volatile.Read(ref _spikesIn);

    /// <summary>Spikes that were taken out. Any thread.</summary>
    internal long SpikesOut => Volatile.Read(ref _spikesOut);

    /// <summary>Whether nothing waits. Any thread.</summary>
    internal bool IsEmpty =>
        Volatile.Read(ref _tail) == Volatile.Read(ref _head) && Volatile.Read(ref _cancelFrom) == NoCancel;

    /// <summary>Puts a spike in; false where it is full. The scheduling thread.</summary>
    internal bool TryPutSpike(long nanoseconds, ushort line) => TryPut(new Item(nanoseconds, ItemKind.Spike, line, 0), Capacity);

    /// <summary>Puts a stimulus in; false where it is full. The scheduling thread.</summary>
    internal bool TryPutStimulus(long nanoseconds, byte channel, ushort code) =>
        TryPut(new Item(nanoseconds, ItemKind.Stimulus, channel, code), Capacity);

    /// <summary>Withdraws what was put in so far and is not before this time. The scheduling thread.</summary>
    internal void PutCancel(long fromNanoseconds)
    {
        if (TryPut(new Item(fromNanoseconds, ItemKind.Cancel, 0, 0), Capacity + PlacesForCancels))
        {
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

        Volatile.Write(ref _head, head + 1);
        return true;
    }

    private bool TryPut(in Item item, int most)
    {
        var tail = _tail;
        if (tail - Volatile.Read(ref _head) >= most)
        {
            return false;
        }

        _items[tail & (_items.Length - 1)] = item;
        if (item.Kind == ItemKind.Spike)
        {
            Volatile.Write(ref _spikesIn, _spikesIn + 1);
        }

        Volatile.Write(ref _tail, tail + 1);
        return true;
    }

    /// <summary>What is handed over.</summary>
    /// <param name="Nanoseconds">When [ns, CLOCK_MONOTONIC]; of a cancel, from when.</param>
    /// <param name="Kind">What it is.</param>
    /// <param name="Target">Line or channel.</param>
    /// <param name="Code">The converter's code.</param>
    internal readonly record struct Item(long Nanoseconds, ItemKind Kind, ushort Target, ushort Code);
}

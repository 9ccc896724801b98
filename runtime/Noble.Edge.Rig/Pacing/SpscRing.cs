using System.Numerics;

namespace Noble.Edge.Rig;

/// <summary>A bounded queue between exactly one producing and one consuming thread; no lock, no allocation, no waiting.</summary>
/// <typeparam name="T">The item.</typeparam>
public sealed class SpscRing<T>
    where T : struct
{
    private readonly T[] _items;
    private readonly int _mask;
    private RingPosition _position; // counts are int64 and grow for ever; an index is a count & mask

    /// <param name="capacity">Items that fit; rounded up to a power of two.</param>
    public SpscRing(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, 1 << 30);
        _items = new T[BitOperations.RoundUpToPowerOf2((uint)capacity)];
        _mask = _items.Length - 1;
    }

    /// <summary>Items that fit.</summary>
    public int Capacity => _items.Length;

    /// <summary>Items in the queue, as either thread sees it now.</summary>
    public int Count => (int)(Volatile.Read(ref _position.Written) - Volatile.Read(ref _position.Read));

    /// <summary>Producer: puts an item in, or says that the queue is full.</summary>
    public bool TryPush(in T item)
    {
        var written = _position.Written;
        if (written - Volatile.Read(ref _position.Read) == _items.Length)
        {
            return false;
        }

        _items[written & _mask] = item;
        Volatile.Write(ref _position.Written, written + 1);
        return true;
    }

    /// <summary>Consumer: looks at the oldest item.</summary>
    public bool TryPeek(out T item)
    {
        var read = _position.Read;
        if (read == Volatile.Read(ref _position.Written))
        {
            item = default;
            return false;
        }

        item = _items[read & _mask];
        return true;
    }

    /// <summary>Consumer: looks at an item further back.</summary>
    /// <param name="offset">Items before it, from 0.</param>
    /// <param name="item">The item.</param>
    public bool TryPeekAt(int offset, out T item)
    {
        var at = _position.Read + offset;
        if (at >= Volatile.Read(ref _position.Written))
        {
            item = default;
            return false;
        }

        item = _items[at & _mask];
        return true;
    }

    /// <summary>Consumer: which of 0 to <see cref="Capacity"/> - 1 is that item's own place, as long as it is in the queue.</summary>
    public int PlaceOf(int offset) => (int)((_position.Read + offset) & _mask);

    /// <summary>Consumer: takes the oldest item out; there has to be one.</summary>
    public void Drop() => Volatile.Write(ref _position.Read, _position.Read + 1);

    /// <summary>Consumer: takes out as many of the oldest items as there are and fit.</summary>
    /// <returns>Items taken.</returns>
    public int Pop(Span<T> destination)
    {
        var read = _position.Read;
        var count = (int)Math.Min(destination.Length, Volatile.Read(ref _position.Written) - read);
        for (var i = 0; i < count; i++)
        {
            destination[i] = _items[(read + i) & _mask];
        }

        Volatile.Write(ref _position.Read, read + count);
        return count;
    }
}

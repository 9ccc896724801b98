namespace Noble.Edge.FirmwareBridge;

/// <summary>Input events on their way to the one thread that reads them. One thread on either side; no lock, no allocation after construction.</summary>
internal sealed class InputQueue
{
    private const int Capacity = 1 << 14;

    private readonly BridgeInput[] _inputs = new BridgeInput[Capacity];
    private long _head;
    private long _tail;

    /// <summary>Whether there is none. The reading thread.</summary>
    internal bool IsEmpty => Volatile.Read(ref _tail) == Volatile.Read(ref _head);

    /// <summary>Puts an event in; false where it is full.</summary>
    internal bool TryPut(in BridgeInput input)
    {
        var tail = _tail;
        if (tail - Volatile.Read(ref _head) >= Capacity)
        {
            return false;
        }

        _inputs[tail & (Capacity - 1)] = input;
        Volatile.Write(ref _tail, tail + 1);
        return true;
    }

    /// <summary>Takes the oldest out.</summary>
    internal bool TryTake(out BridgeInput input)
    {
        var head = _head;
        if (head == Volatile.Read(ref _tail))
        {
            input = default;
            return false;
        }

        input = _inputs[head & (Capacity - 1)];
        Volatile.Write(ref _head, head + 1);
        return true;
    }
}

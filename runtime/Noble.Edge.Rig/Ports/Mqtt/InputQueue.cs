namespace Noble.Edge.Rig;

/// <summary>Events on their way from a network thread to the pacer's: a ring, and a descriptor that poll(2) finds readable while there is something in it.</summary>
/// <remarks>One thread writes and one reads. Reading neither blocks nor allocates.</remarks>
internal sealed class InputQueue : IDisposable
{
    private readonly SpscRing<InputEvent> _ring;
    private readonly WakeEvent _wake = new();

    internal InputQueue(int capacity) => _ring = new SpscRing<InputEvent>(capacity);

    internal int Descriptor => _wake.Descriptor;

    internal int Capacity => _ring.Capacity;

    internal int Count => _ring.Count;

    /// <summary>Writer: puts an event in without waking the reader.</summary>
    internal bool TryPush(in InputEvent item) => _ring.TryPush(item);

    /// <summary>Writer: wakes the reader.</summary>
    internal void Signal() => _wake.Set();

    /// <summary>Reader: takes the oldest event out; where there is none, the descriptor is not readable until there is.</summary>
    internal bool TryRead(out InputEvent item)
    {
        if (TryTake(out item))
        {
            return true;
        }

        // What was pushed before the counter was cleared is seen now; what is pushed later sets it again.
        _wake.Reset();
        return TryTake(out item);
    }

    public void Dispose() => _wake.Dispose();

    private bool TryTake(out InputEvent item)
    {
        if (!_ring.TryPeek(out item))
        {
            return false;
        }

        _ring.Drop();
        return true;
    }
}

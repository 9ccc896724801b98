using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Noble.Edge.Rig;

/// <summary>Events on their way from a network thread to the pacer's: a ring, and a descriptor that poll(2) finds readable while there is something in it.</summary>
/// <remarks>One thread writes and one reads. Reading neither blocks nor allocates.</remarks>
internal sealed class InputQueue : IDisposable
{
    private readonly SpscRing<InputEvent> _ring;
    private int _descriptor;

    internal InputQueue(int capacity)
    {
        _ring = new SpscRing<InputEvent>(capacity);
        _descriptor = LibC.EventCreate(0, LibC.EventNonBlocking | LibC.EventCloseOnExec);
        if (_descriptor < 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), "eventfd: the kernel gives no further descriptor");
        }
    }

    internal int Descriptor => _descriptor;

    internal int Capacity => _ring.Capacity;

    internal int Count => _ring.Count;

    /// <summary>Writer: puts an event in without waking the reader.</summary>
    internal bool TryPush(in InputEvent item) => _ring.TryPush(item);

    /// <summary>Writer: wakes the reader.</summary>
    internal unsafe void Signal()
    {
        ulong one = 1;
        _ = LibC.EventWrite(_descriptor, &one, sizeof(ulong));
    }

    /// <summary>Reader: takes the oldest event out; where there is none, the descriptor is not readable until there is.</summary>
    internal bool TryRead(out InputEvent item)
    {
        if (TryTake(out item))
        {
            return true;
        }

        // What was pushed before the counter was cleared is seen now; what is pushed later sets it again.
        Clear();
        return TryTake(out item);
    }

    public void Dispose()
    {
        var descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0)
        {
            _ = LibC.EventClose(descriptor);
        }
    }

    private bool TryTake(out InputEvent item)
    {
        if (!_ring.TryPeek(out item))
        {
            return false;
        }

        _ring.Drop();
        return true;
    }

    private unsafe void Clear()
    {
        ulong count;
        _ = LibC.EventRead(_descriptor, &count, sizeof(ulong));
    }
}

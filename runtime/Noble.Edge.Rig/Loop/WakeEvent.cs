using System.Runtime.InteropServices;

namespace Noble.Edge.Rig;

/// <summary>Wakes a thread that waits in poll(2): an eventfd(2). Any thread may set it; neither call blocks or allocates.</summary>
internal sealed unsafe class WakeEvent : IDisposable
{
    internal WakeEvent()
    {
        Descriptor = LibC.CreateEvent(0, LibC.EventNonBlocking | LibC.EventCloseOnExec);
        if (Descriptor < 0)
        {
            throw new IOException($"no event descriptor: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        }
    }

    /// <summary>The descriptor; readable while the event is set. -1 once it is closed.</summary>
    internal int Descriptor { get; private set; }

    /// <summary>Sets it.</summary>
    internal void Set()
    {
        var one = 1ul;
        _ = LibC.Write(Descriptor, &one, sizeof(ulong));
    }

    /// <summary>Takes it back.</summary>
    internal void Reset()
    {
        ulong count;
        _ = LibC.Read(Descriptor, &count, sizeof(ulong));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (Descriptor >= 0)
        {
            _ = LibC.Close(Descriptor);
            Descriptor = -1;
        }
    }
}

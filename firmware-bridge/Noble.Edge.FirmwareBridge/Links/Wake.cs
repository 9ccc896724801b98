using System.Runtime.InteropServices;

namespace Noble.Edge.FirmwareBridge;

/// <summary>An event descriptor: readable from <see cref="Set"/> to <see cref="Clear"/>. Any thread; neither waits.</summary>
internal sealed class Wake : IDisposable
{
    /// <summary>Creates one that is not set.</summary>
    /// <exception cref="IOException">The process has no descriptor left.</exception>
    internal Wake()
    {
        Descriptor = LibC.CreateEvent(0, LibC.OpenNonBlocking | LibC.OpenCloseOnExec);
        if (Descriptor < 0)
        {
            throw new IOException($"an event descriptor: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    internal int Descriptor { get; private set; }

    internal unsafe void Set()
    {
        var one = 1UL;
        _ = LibC.Write(Descriptor, &one, sizeof(ulong));
    }

    internal unsafe void Clear()
    {
        ulong count;
        _ = LibC.Read(Descriptor, &count, sizeof(ulong));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Descriptor >= 0)
        {
            _ = LibC.Close(Descriptor);
            Descriptor = -1;
        }
    }
}

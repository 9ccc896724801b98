using System.Runtime.InteropServices;

namespace Noble.Edge.FirmwareBridge;

/// <summary>A link that is a file descriptor: reading, writing, and what can go wrong with them.</summary>
internal abstract class DescriptorLink : IBridgeLink
{
    private int _error; // 0 where the other side closed

    protected DescriptorLink(BridgeAddress address) => Address = address;

    /// <inheritdoc/>
    public int Descriptor { get; private set; } = -1;

    /// <inheritdoc/>
    public string Fault => _error == 0
        ? $"{Address}: the other side has closed the link"
        : $"{Address}: {Marshal.GetPInvokeErrorMessage(_error)}";

    protected BridgeAddress Address { get; }

    /// <summary>Creates the link of an address.</summary>
    internal static IBridgeLink Of(BridgeAddress address) => address.Kind switch
    {
        BridgeLinkKind.Terminal => new TerminalLink(address),
        _ => new SocketLink(address),
    };

    /// <inheritdoc/>
    public bool TryOpen(out string? mistake)
    {
        Close();
        _error = 0;
        Descriptor = OpenDescriptor(out mistake);
        return Descriptor >= 0;
    }

    /// <inheritdoc/>
    public unsafe int Read(Span<byte> bytes)
    {
        fixed (byte* buffer = bytes)
        {
            var count = LibC.Read(Descriptor, buffer, (nuint)bytes.Length);
            if (count > 0)
            {
                return (int)count;
            }

            return count == 0 ? Broken(0) : Failed();
        }
    }

    /// <inheritdoc/>
    public unsafe int Write(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* buffer = bytes)
        {
            var count = LibC.Write(Descriptor, buffer, (nuint)bytes.Length);
            return count >= 0 ? (int)count : Failed();
        }
    }

    /// <inheritdoc/>
    public virtual void DiscardOutput()
    {
    }

    /// <inheritdoc/>
    public void Close()
    {
        if (Descriptor < 0)
        {
            return;
        }

        CloseDescriptor(Descriptor);
        Descriptor = -1;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    protected abstract int OpenDescriptor(out string? mistake);

    protected virtual void CloseDescriptor(int descriptor) => _ = LibC.Close(descriptor);

    private int Failed()
    {
        var error = Marshal.GetLastPInvokeError();
        return error is LibC.ErrorAgain or LibC.ErrorInterrupted ? 0 : Broken(error);
    }

    private int Broken(int error)
    {
        _error = error;
        return -1;
    }
}

namespace Noble.Edge.FirmwareBridge;

/// <summary>Carries bytes to a device and back, without ever waiting once it is open. Not for two threads at once.</summary>
public interface IBridgeLink : IDisposable
{
    /// <summary>For poll(2); -1 while the link is closed.</summary>
    public int Descriptor { get; }

    /// <summary>Opens the link, and closes it before where it was open.</summary>
    /// <param name="mistake">Why it could not be opened: one line.</param>
    public bool TryOpen(out string? mistake);

    /// <summary>Takes what has arrived.</summary>
    /// <returns>Bytes read; 0 where there are none now; -1 where the link is broken, and <see cref="Fault"/> says why.</returns>
    public int Read(Span<byte> bytes);

    /// <summary>Gives bytes to the link, as many as it takes.</summary>
    /// <returns>Bytes taken; 0 where it takes none now; -1 where the link is broken, and <see cref="Fault"/> says why.</returns>
    public int Write(ReadOnlySpan<byte> bytes);

    /// <summary>Throws away what has been written and has not left the machine, as far as the link can: an emergency waits for nothing.</summary>
    public void DiscardOutput();

    /// <summary>Why the link broke: one line.</summary>
    public string Fault { get; }

    /// <summary>Closes the link; closed is allowed.</summary>
    public void Close();
}

namespace Noble.Edge.Spikes;

/// <summary>Where on a SpiNNaker board a datagram goes and where it came from; see the table in this folder's README.</summary>
/// <remarks>Cores and ports are not checked here: <see cref="TryWrite"/> refuses what has no bits.</remarks>
public readonly record struct SdpHeader
{
    /// <summary>Two zero bytes and eight of the header.</summary>
    public const int Length = 10;

    /// <summary>Flags of a datagram that wants no answer.</summary>
    public const byte NoReply = 0x07;

    /// <summary>Flags of a datagram that wants one.</summary>
    public const byte Reply = 0x87;

    private const int PortShift = 5;
    private const int HighestPort = 7;
    private const int HighestCore = 31;

    /// <summary>The header of an injection into a core: no reply, port 1, from nowhere in particular.</summary>
    public SdpHeader()
    {
    }

    /// <summary>Flags; default <see cref="NoReply"/>.</summary>
    public byte Flags { get; init; } = NoReply;

    /// <summary>IP tag; default 0.</summary>
    public byte Tag { get; init; }

    /// <summary>SDP port of the destination, 0 to 7; default 1. Port 0 is the monitor's.</summary>
    public byte DestinationPort { get; init; } = 1;

    /// <summary>Core of the destination, 0 to 31.</summary>
    public byte DestinationCore { get; init; }

    /// <summary>Column of the destination's chip.</summary>
    public byte DestinationX { get; init; }

    /// <summary>Row of the destination's chip.</summary>
    public byte DestinationY { get; init; }

    /// <summary>SDP port of the source, 0 to 7.</summary>
    public byte SourcePort { get; init; }

    /// <summary>Core of the source, 0 to 31.</summary>
    public byte SourceCore { get; init; }

    /// <summary>Column of the source's chip.</summary>
    public byte SourceX { get; init; }

    /// <summary>Row of the source's chip.</summary>
    public byte SourceY { get; init; }

    /// <summary>Writes the two zero bytes and the header.</summary>
    public bool TryWrite(Span<byte> destination, out FrameError error)
    {
        error = destination.Length < Length ? FrameError.BufferTooSmall
            : DestinationPort > HighestPort || SourcePort > HighestPort || DestinationCore > HighestCore || SourceCore > HighestCore ? FrameError.KeyOutOfRange
            : FrameError.None;
        if (error != FrameError.None)
        {
            return false;
        }

        destination[0] = 0;
        destination[1] = 0;
        destination[2] = Flags;
        destination[3] = Tag;
        destination[4] = (byte)((DestinationPort << PortShift) | DestinationCore);
        destination[5] = (byte)((SourcePort << PortShift) | SourceCore);
        destination[6] = DestinationY;
        destination[7] = DestinationX;
        destination[8] = SourceY;
        destination[9] = SourceX;
        return true;
    }

    /// <summary>Reads the two bytes, which may be anything, and the header; the message begins at <see cref="Length"/>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> datagram, out SdpHeader header, out FrameError error)
    {
        header = default;
        error = datagram.Length < Length ? FrameError.TooShort : FrameError.None;
        if (error != FrameError.None)
        {
            return false;
        }

        header = new SdpHeader
        {
            Flags = datagram[2],
            Tag = datagram[3],
            DestinationPort = (byte)(datagram[4] >> PortShift),
            DestinationCore = (byte)(datagram[4] & HighestCore),
            SourcePort = (byte)(datagram[5] >> PortShift),
            SourceCore = (byte)(datagram[5] & HighestCore),
            DestinationY = datagram[6],
            DestinationX = datagram[7],
            SourceY = datagram[8],
            SourceX = datagram[9],
        };
        return true;
    }
}

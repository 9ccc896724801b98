using System.Buffers.Binary;

namespace Noble.Edge.Spikes;

/// <summary>Packets of SpiNNaker's peripheral interface. The byte table is in this folder's README.</summary>
/// <remarks>
/// Hot path: no allocation, no exception; a call that fails writes nothing and leaves the caller's count at 0. A control word looks
/// like an event with a time, at column 24,256 or 24,257: that one event cannot be told from it, and is refused when written.
/// </remarks>
public static class SpifCodec
{
    private const uint NoTimestamp = 0x8000_0000;
    private const uint PolarityBit = 0x8000;
    private const int ColumnShift = 16;
    private const int WordLength = sizeof(uint);

    /// <summary>Bytes of these events.</summary>
    public static int LengthOf(ReadOnlySpan<SpifEvent> events)
    {
        var words = events.Length;
        foreach (ref readonly var one in events)
        {
            words += one.Kind == SpifKind.Event && one.HasTimestamp ? 1 : 0;
        }

        return words * WordLength;
    }

    /// <summary>Writes a packet.</summary>
    /// <param name="destination">Takes <see cref="LengthOf"/> bytes.</param>
    /// <param name="words">The control words.</param>
    /// <param name="events">Events and control words.</param>
    /// <param name="written">Bytes written.</param>
    /// <param name="error">Why nothing was written.</param>
    public static bool TryWrite(Span<byte> destination, SpifWords words, ReadOnlySpan<SpifEvent> events, out int written, out FrameError error)
    {
        written = 0;
        error = destination.Length < LengthOf(events) ? FrameError.BufferTooSmall : FrameError.None;
        foreach (ref readonly var one in events)
        {
            if (one.Kind == SpifKind.Event
                && (one.X > SpifEvent.MaximumCoordinate || one.Y > SpifEvent.MaximumCoordinate || Word(one, words) == words.Start || Word(one, words) == words.Stop))
            {
                error = FrameError.KeyOutOfRange;
            }
        }

        if (error != FrameError.None)
        {
            return false;
        }

        foreach (ref readonly var one in events)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(destination[written..], Word(one, words));
            written += WordLength;
            if (one.Kind == SpifKind.Event && one.HasTimestamp)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(destination[written..], one.Timestamp);
                written += WordLength;
            }
        }

        return true;
    }

    /// <summary>Reads a packet.</summary>
    /// <param name="packet">The datagram's payload, all of it.</param>
    /// <param name="words">The control words.</param>
    /// <param name="events">Takes the events; room for a quarter of the packet's bytes is always enough.</param>
    /// <param name="count">Events read.</param>
    /// <param name="error">Why the packet was not read.</param>
    public static bool TryRead(ReadOnlySpan<byte> packet, SpifWords words, Span<SpifEvent> events, out int count, out FrameError error)
    {
        count = 0;
        error = packet.Length < WordLength ? FrameError.TooShort : packet.Length % WordLength != 0 ? FrameError.LengthMismatch : FrameError.None;
        var read = 0;
        while (error == FrameError.None && packet.Length > 0)
        {
            var word = BinaryPrimitives.ReadUInt32LittleEndian(packet);
            packet = packet[WordLength..];
            var kind = word == words.Start ? SpifKind.Start : word == words.Stop ? SpifKind.Stop : SpifKind.Event;
            var hasTimestamp = kind == SpifKind.Event && (word & NoTimestamp) == 0;
            if (hasTimestamp && packet.Length == 0)
            {
                error = FrameError.LengthMismatch;
            }
            else if (read == events.Length)
            {
                error = FrameError.BufferTooSmall;
            }
            else
            {
                events[read++] = kind != SpifKind.Event ? new SpifEvent { Kind = kind } : new SpifEvent
                {
                    X = (ushort)((word >> ColumnShift) & SpifEvent.MaximumCoordinate),
                    Y = (ushort)(word & SpifEvent.MaximumCoordinate),
                    Polarity = (word & PolarityBit) != 0,
                    HasTimestamp = hasTimestamp,
                    Timestamp = hasTimestamp ? BinaryPrimitives.ReadUInt32LittleEndian(packet) : 0,
                };
                packet = hasTimestamp ? packet[WordLength..] : packet;
            }
        }

        if (error != FrameError.None)
        {
            return false;
        }

        count = read;
        return true;
    }

    private static uint Word(in SpifEvent one, SpifWords words) => one.Kind switch
    {
        SpifKind.Start => words.Start,
        SpifKind.Stop => words.Stop,
        _ => (one.HasTimestamp ? 0 : NoTimestamp) | ((uint)one.X << ColumnShift) | (one.Polarity ? PolarityBit : 0) | one.Y,
    };
}

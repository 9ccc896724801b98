using System.Buffers.Binary;

namespace Noble.Edge.Spikes;

/// <summary>EIEIO packets, SpiNNaker's live-spike protocol. The byte table is in this folder's README.</summary>
/// <remarks>Hot path: no allocation, no exception; a call that fails writes nothing and leaves the caller's count at 0.</remarks>
public static class EieioCodec
{
    /// <summary>Most bytes of a packet that boards take.</summary>
    public const int MaximumLength = 256;

    /// <summary>Most elements that a packet's count can name.</summary>
    public const int MaximumCount = 255;

    /// <summary>Bytes of a command before what follows it.</summary>
    public const int CommandLength = 2;

    private const int CommandBit = 0x4000;
    private const int KindBits = 0xC000;
    private const int CommandBits = 0x3FFF;

    // Second byte of a data packet.
    private const int PrefixPresent = 0x80;
    private const int PrefixIsUpper = 0x40;
    private const int PayloadBasePresent = 0x20;
    private const int PayloadIsTimestamp = 0x10;
    private const int TypeShift = 2;

    /// <summary>Most elements of a packet of that form: 127 keys of 16 bits, 63 of 32 bits, 31 of 32 bits with payload, without prefix and base.</summary>
    public static int FittingCount(in EieioHeader header) =>
        Math.Min(MaximumCount, (MaximumLength - header.Length) / header.ElementLength);

    /// <summary>Bytes of a packet of that form.</summary>
    public static int LengthOf(in EieioHeader header, int count) => header.Length + (count * header.ElementLength);

    /// <summary>Whether the packet is a command; what is too short for either is not.</summary>
    public static bool IsCommand(ReadOnlySpan<byte> packet) =>
        packet.Length >= CommandLength && (BinaryPrimitives.ReadUInt16LittleEndian(packet) & KindBits) == CommandBit;

    /// <summary>Writes a data packet of at most <see cref="MaximumLength"/> bytes.</summary>
    /// <param name="destination">Takes <see cref="LengthOf"/> bytes.</param>
    /// <param name="header">The form; the count is the events'.</param>
    /// <param name="events">The events; all have the prefix's bits in their keys and the base's in their payloads.</param>
    /// <param name="written">Bytes written.</param>
    /// <param name="error">Why nothing was written; <see cref="FrameError.LengthMismatch"/> for more events than fit.</param>
    public static bool TryWrite(Span<byte> destination, in EieioHeader header, ReadOnlySpan<EieioEvent> events, out int written, out FrameError error)
    {
        written = 0;
        error = Check(destination, header, events);
        if (error != FrameError.None)
        {
            return false;
        }

        destination[0] = (byte)events.Length;
        destination[1] = (byte)((header.PrefixKind == EieioPrefix.None ? 0 : PrefixPresent)
            | (header.PrefixKind == EieioPrefix.UpperHalf ? PrefixIsUpper : 0)
            | (header.HasPayloadBase ? PayloadBasePresent : 0)
            | (header.PayloadIsTimestamp ? PayloadIsTimestamp : 0)
            | ((int)header.Type << TypeShift)
            | header.Tag);
        var at = 2;
        if (header.PrefixKind != EieioPrefix.None)
        {
            Put(destination, ref at, header.Prefix, isWide: false);
        }

        if (header.HasPayloadBase)
        {
            Put(destination, ref at, header.PayloadBase, header.IsWide);
        }

        foreach (ref readonly var one in events)
        {
            Put(destination, ref at, one.Key & ~header.KeyBits, header.IsWide);
            if (header.HasElementPayload)
            {
                Put(destination, ref at, one.Payload & ~PayloadBits(header), header.IsWide);
            }
        }

        written = at;
        return true;
    }

    /// <summary>Reads what a data packet says about itself, and checks that its length is that.</summary>
    public static bool TryReadHeader(ReadOnlySpan<byte> packet, out EieioHeader header, out FrameError error)
    {
        header = default;
        if (packet.Length < 2)
        {
            error = FrameError.TooShort;
            return false;
        }

        if (IsCommand(packet))
        {
            error = FrameError.WrongKind;
            return false;
        }

        int flags = packet[1];
        var found = new EieioHeader
        {
            Count = packet[0],
            Type = (EieioType)((flags >> TypeShift) & 3),
            PrefixKind = (flags & PrefixPresent) == 0 ? EieioPrefix.None : (flags & PrefixIsUpper) == 0 ? EieioPrefix.LowerHalf : EieioPrefix.UpperHalf,
            HasPayloadBase = (flags & PayloadBasePresent) != 0,
            PayloadIsTimestamp = (flags & PayloadIsTimestamp) != 0,
            Tag = (byte)(flags & 3),
        };
        if (packet.Length < found.Length)
        {
            error = FrameError.TooShort;
            return false;
        }

        if (packet.Length != LengthOf(found, found.Count))
        {
            error = FrameError.LengthMismatch;
            return false;
        }

        var at = 2;
        header = found with
        {
            Prefix = found.PrefixKind == EieioPrefix.None ? (ushort)0 : (ushort)Take(packet, ref at, isWide: false),
            PayloadBase = found.HasPayloadBase ? Take(packet, ref at, found.IsWide) : 0,
        };
        error = FrameError.None;
        return true;
    }

    /// <summary>Reads a data packet.</summary>
    /// <param name="packet">The datagram's payload, all of it, without an SDP header.</param>
    /// <param name="header">What the packet says about itself.</param>
    /// <param name="events">Takes the events, prefix and base applied; room for <see cref="MaximumCount"/> is always enough.</param>
    /// <param name="error">Why the packet was not read.</param>
    public static bool TryRead(ReadOnlySpan<byte> packet, out EieioHeader header, Span<EieioEvent> events, out FrameError error)
    {
        if (!TryReadHeader(packet, out header, out error))
        {
            return false;
        }

        if (events.Length < header.Count)
        {
            error = FrameError.BufferTooSmall;
            return false;
        }

        var keyBits = header.KeyBits;
        var payloadBits = PayloadBits(header);
        var isWide = header.IsWide;
        var hasPayload = header.HasElementPayload;
        var at = header.Length;
        for (var i = 0; i < header.Count; i++)
        {
            var key = Take(packet, ref at, isWide) | keyBits;
            events[i] = new EieioEvent(key, (hasPayload ? Take(packet, ref at, isWide) : 0) | payloadBits);
        }

        return true;
    }

    /// <summary>Writes a command.</summary>
    /// <param name="destination">Takes 2 bytes and the body.</param>
    /// <param name="command">Its number, up to 16,383.</param>
    /// <param name="body">What follows it.</param>
    /// <param name="written">Bytes written.</param>
    /// <param name="error">Why nothing was written.</param>
    public static bool TryWriteCommand(Span<byte> destination, EieioCommand command, ReadOnlySpan<byte> body, out int written, out FrameError error)
    {
        written = 0;
        error = (int)command > CommandBits ? FrameError.KeyOutOfRange
            : destination.Length - CommandLength < body.Length ? FrameError.BufferTooSmall
            : FrameError.None;
        if (error != FrameError.None)
        {
            return false;
        }

        BinaryPrimitives.WriteUInt16LittleEndian(destination, (ushort)(CommandBit | (int)command));
        body.CopyTo(destination[CommandLength..]);
        written = CommandLength + body.Length;
        return true;
    }

    /// <summary>Reads a command; what follows it begins at <see cref="CommandLength"/>.</summary>
    public static bool TryReadCommand(ReadOnlySpan<byte> packet, out EieioCommand command, out FrameError error)
    {
        command = default;
        error = packet.Length < CommandLength ? FrameError.TooShort : !IsCommand(packet) ? FrameError.WrongKind : FrameError.None;
        if (error != FrameError.None)
        {
            return false;
        }

        command = (EieioCommand)(BinaryPrimitives.ReadUInt16LittleEndian(packet) & CommandBits);
        return true;
    }

    private static FrameError Check(Span<byte> destination, in EieioHeader header, ReadOnlySpan<EieioEvent> events)
    {
        if (header.Type > EieioType.Key32Payload32 || header.PrefixKind > EieioPrefix.UpperHalf || header.Tag > 3)
        {
            return FrameError.UnsupportedFlags;
        }

        if (events.Length > FittingCount(header))
        {
            return FrameError.LengthMismatch;
        }

        if (destination.Length < LengthOf(header, events.Length))
        {
            return FrameError.BufferTooSmall;
        }

        var widest = header.IsWide ? uint.MaxValue : ushort.MaxValue;
        var keyBits = header.KeyBits;
        var payloadBits = PayloadBits(header);
        if (payloadBits > widest)
        {
            return FrameError.PayloadOutOfRange;
        }

        foreach (ref readonly var one in events)
        {
            if ((one.Key & keyBits) != keyBits || (one.Key & ~keyBits) > widest)
            {
                return FrameError.KeyOutOfRange;
            }

            if ((one.Payload & payloadBits) != payloadBits || (one.Payload & ~payloadBits) > (header.HasElementPayload ? widest : 0))
            {
                return FrameError.PayloadOutOfRange;
            }
        }

        return FrameError.None;
    }

    private static uint PayloadBits(in EieioHeader header) => header.HasPayloadBase ? header.PayloadBase : 0;

    private static void Put(Span<byte> destination, ref int at, uint value, bool isWide)
    {
        if (isWide)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(destination[at..], value);
            at += sizeof(uint);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(destination[at..], (ushort)value);
            at += sizeof(ushort);
        }
    }

    private static uint Take(ReadOnlySpan<byte> packet, ref int at, bool isWide)
    {
        var rest = packet[at..];
        at += isWide ? sizeof(uint) : sizeof(ushort);
        return isWide ? BinaryPrimitives.ReadUInt32LittleEndian(rest) : BinaryPrimitives.ReadUInt16LittleEndian(rest);
    }
}

using static Noble.Edge.FirmwareBridge.BridgeProtocol;

namespace Noble.Edge.FirmwareBridge;

/// <summary>Payload of <see cref="BridgeMessageType.InputEvents"/>: what the device saw.</summary>
/// <remarks>A view of the payload, which is checked once, when it is read. Hot path: no allocation, no exception.</remarks>
public readonly ref struct InputEventsMessage
{
    private static readonly TimedRecords Layout = new(
        InputEventsHeaderBytes, InputEventsCountOffset, InputEventsBaseTimeTicksOffset, InputRecordBytes, InputEventsMax);

    private readonly ReadOnlySpan<byte> _records;

    private InputEventsMessage(ReadOnlySpan<byte> payload)
    {
        First = MessageBytes.U32(payload, InputEventsFirstOffset);
        BaseTimeTicks = MessageBytes.U64(payload, InputEventsBaseTimeTicksOffset);
        _records = payload[InputEventsHeaderBytes..];
    }

    /// <summary>Number of the first event among all that the device has sent or lost; 0 again after 2^32 - 1.</summary>
    public uint First { get; }

    /// <summary>Time from which the records count [device ticks].</summary>
    public ulong BaseTimeTicks { get; }

    /// <summary>Events in the message, 1 to 126.</summary>
    public int Count => _records.Length / InputRecordBytes;

    /// <summary>An event; they are in the order of time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not below <see cref="Count"/>.</exception>
    public DeviceInput this[int index]
    {
        get
        {
            var record = Layout.Record(_records, index);
            return new DeviceInput(
                BaseTimeTicks + MessageBytes.U32(record, InputRecordDeltaTicksOffset),
                (BridgeInputKind)record[InputRecordKindOffset],
                record[InputRecordChannelOffset],
                MessageBytes.U16(record, InputRecordValueOffset));
        }
    }

    /// <summary>Bytes of a message of <paramref name="count"/> events.</summary>
    public static int LengthOf(int count) => Layout.LengthOf(count);

    /// <summary>Writes a message.</summary>
    /// <param name="destination">Holds <see cref="LengthOf"/>.</param>
    /// <param name="first">Number of the first event.</param>
    /// <param name="baseTimeTicks">Time from which the records count; no event is before it.</param>
    /// <param name="inputs">1 to 126 events in the order of time.</param>
    /// <param name="written">Bytes written; 0 on an error, and then the destination is as it was.</param>
    /// <param name="error">CountOutOfRange, BufferTooSmall, TimeOutOfRange or TimesOutOfOrder.</param>
    public static bool TryWrite(
        Span<byte> destination,
        uint first,
        ulong baseTimeTicks,
        ReadOnlySpan<DeviceInput> inputs,
        out int written,
        out BridgeFrameError error)
    {
        written = 0;
        error = Layout.CheckRoom(destination, inputs.Length);
        var previousTicks = baseTimeTicks;
        for (var i = 0; i < inputs.Length && error == BridgeFrameError.None; i++)
        {
            error = TimedRecords.CheckTime(baseTimeTicks, previousTicks, inputs[i].DeviceTimeTicks);
            previousTicks = inputs[i].DeviceTimeTicks;
        }

        if (error != BridgeFrameError.None)
        {
            return false;
        }

        MessageBytes.Put(destination, InputEventsFirstOffset, first);
        MessageBytes.Put(destination, InputEventsReservedOffset, (ushort)0);
        Layout.WriteHeader(destination, inputs.Length, baseTimeTicks);
        for (var i = 0; i < inputs.Length; i++)
        {
            var record = destination[LengthOf(i)..];
            MessageBytes.Put(record, InputRecordDeltaTicksOffset, (uint)(inputs[i].DeviceTimeTicks - baseTimeTicks));
            record[InputRecordKindOffset] = (byte)inputs[i].Kind;
            record[InputRecordChannelOffset] = inputs[i].Channel;
            MessageBytes.Put(record, InputRecordValueOffset, inputs[i].Value);
        }

        written = LengthOf(inputs.Length);
        return true;
    }

    /// <summary>Reads a message and checks every record.</summary>
    /// <param name="payload">The frame's payload; the message lies in it.</param>
    /// <param name="message">The message.</param>
    /// <param name="error">WrongPayloadLength, CountOutOfRange, TimesOutOfOrder, TimeOutOfRange, or ValueOutOfRange for a kind.</param>
    public static bool TryRead(ReadOnlySpan<byte> payload, out InputEventsMessage message, out BridgeFrameError error)
    {
        message = default;
        error = Layout.Check(payload);
        if (error != BridgeFrameError.None)
        {
            return false;
        }

        for (var offset = InputEventsHeaderBytes; offset < payload.Length; offset += InputRecordBytes)
        {
            if (payload[offset + InputRecordKindOffset] is < (byte)BridgeInputKind.Rising or > (byte)BridgeInputKind.Sample)
            {
                error = BridgeFrameError.ValueOutOfRange;
                return false;
            }
        }

        message = new InputEventsMessage(payload);
        return true;
    }
}

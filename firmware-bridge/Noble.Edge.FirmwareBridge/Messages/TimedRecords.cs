using System.Buffers.Binary;

namespace Noble.Edge.FirmwareBridge;

/// <summary>What spike batches, stimuli and input events share: a count, a base time, and records in the order of time.</summary>
/// <param name="HeaderBytes">Bytes before the records.</param>
/// <param name="CountOffset">Where the count is, u16.</param>
/// <param name="BaseTimeOffset">Where the base time is, u64.</param>
/// <param name="RecordBytes">Bytes of a record, which begins with its delta, u32.</param>
/// <param name="RecordsMax">The most records.</param>
internal readonly record struct TimedRecords(int HeaderBytes, int CountOffset, int BaseTimeOffset, int RecordBytes, int RecordsMax)
{
    internal int LengthOf(int count) => HeaderBytes + (count * RecordBytes);

    /// <summary>Checks a payload; the error is WrongPayloadLength, CountOutOfRange, TimesOutOfOrder or TimeOutOfRange.</summary>
    internal BridgeFrameError Check(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < HeaderBytes)
        {
            return BridgeFrameError.WrongPayloadLength;
        }

        var count = MessageBytes.U16(payload, CountOffset);
        if (count < 1 || count > RecordsMax)
        {
            return BridgeFrameError.CountOutOfRange;
        }

        if (payload.Length != LengthOf(count))
        {
            return BridgeFrameError.WrongPayloadLength;
        }

        var previousTicks = 0u;
        for (var offset = HeaderBytes; offset < payload.Length; offset += RecordBytes)
        {
            var deltaTicks = MessageBytes.U32(payload, offset);
            if (deltaTicks < previousTicks)
            {
                return BridgeFrameError.TimesOutOfOrder;
            }

            previousTicks = deltaTicks;
        }

        return MessageBytes.U64(payload, BaseTimeOffset) <= ulong.MaxValue - previousTicks
            ? BridgeFrameError.None
            : BridgeFrameError.TimeOutOfRange;
    }

    /// <summary>Whether so many records are a message and fit; the error is CountOutOfRange or BufferTooSmall.</summary>
    internal BridgeFrameError CheckRoom(Span<byte> destination, int count) =>
        count < 1 || count > RecordsMax ? BridgeFrameError.CountOutOfRange
        : destination.Length < LengthOf(count) ? BridgeFrameError.BufferTooSmall
        : BridgeFrameError.None;

    /// <summary>Whether a record's time may follow the one before; the error is TimeOutOfRange or TimesOutOfOrder.</summary>
    internal static BridgeFrameError CheckTime(ulong baseTimeTicks, ulong previousTicks, ulong timeTicks) =>
        timeTicks < baseTimeTicks || timeTicks - baseTimeTicks > uint.MaxValue ? BridgeFrameError.TimeOutOfRange
        : timeTicks < previousTicks ? BridgeFrameError.TimesOutOfOrder
        : BridgeFrameError.None;

    /// <summary>Count and base time.</summary>
    internal void WriteHeader(Span<byte> destination, int count, ulong baseTimeTicks)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(destination[CountOffset..], (ushort)count);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[BaseTimeOffset..], baseTimeTicks);
    }

    /// <summary>The record with its delta in front.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such record.</exception>
    internal ReadOnlySpan<byte> Record(ReadOnlySpan<byte> records, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, records.Length / RecordBytes);
        return records.Slice(index * RecordBytes, RecordBytes);
    }
}

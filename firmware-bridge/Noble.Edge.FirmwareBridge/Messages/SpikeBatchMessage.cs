using System.Buffers.Binary;

namespace Noble.Edge.FirmwareBridge;

/// <summary>Payload of <see cref="BridgeMessageType.SpikeBatch"/>: spikes to emit, each at its moment of the device's timer.</summary>
/// <remarks>A view of the payload, which is checked once, when it is read. Hot path: no allocation, no exception.</remarks>
public readonly ref struct SpikeBatchMessage
{
    private readonly ReadOnlySpan<byte> _records;

    private SpikeBatchMessage(ushort number, ulong baseTimeTicks, ReadOnlySpan<byte> records)
    {
        Number = number;
        BaseTimeTicks = baseTimeTicks;
        _records = records;
    }

    /// <summary>Number of the command.</summary>
    public ushort Number { get; }

    /// <summary>Time from which the records count [device ticks].</summary>
    public ulong BaseTimeTicks { get; }

    /// <summary>Spikes in the batch, 1 to 168.</summary>
    public int Count => _records.Length / BridgeProtocol.SpikeRecordBytes;

    /// <summary>A spike; they are in the order of time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not below <see cref="Count"/>.</exception>
    public ScheduledSpike this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var record = _records[(index * BridgeProtocol.SpikeRecordBytes)..];
            return new ScheduledSpike(
                BaseTimeTicks + BinaryPrimitives.ReadUInt32LittleEndian(record[BridgeProtocol.SpikeRecordDeltaTicksOffset..]),
                BinaryPrimitives.ReadUInt16LittleEndian(record[BridgeProtocol.SpikeRecordLineOffset..]));
        }
    }

    /// <summary>Bytes of a batch of <paramref name="count"/> spikes.</summary>
    public static int LengthOf(int count) =>
        BridgeProtocol.SpikeBatchHeaderBytes + (count * BridgeProtocol.SpikeRecordBytes);

    /// <summary>Writes a batch.</summary>
    /// <param name="destination">Holds <see cref="LengthOf"/>.</param>
    /// <param name="number">Number of the command.</param>
    /// <param name="baseTimeTicks">Time from which the records count; no spike is before it.</param>
    /// <param name="spikes">1 to 168 spikes in the order of time.</param>
    /// <param name="written">Bytes written; 0 on an error, and then the destination is as it was.</param>
    /// <param name="error">CountOutOfRange, BufferTooSmall, TimeOutOfRange or TimesOutOfOrder.</param>
    public static bool TryWrite(
        Span<byte> destination,
        ushort number,
        ulong baseTimeTicks,
        ReadOnlySpan<ScheduledSpike> spikes,
        out int written,
        out BridgeFrameError error)
    {
        written = 0;
        error = Check(destination, baseTimeTicks, spikes);
        if (error != BridgeFrameError.None)
        {
            return false;
        }

        BinaryPrimitives.WriteUInt16LittleEndian(destination[BridgeProtocol.CommandNumberOffset..], number);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[BridgeProtocol.SpikeBatchBaseTimeTicksOffset..], baseTimeTicks);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[BridgeProtocol.SpikeBatchCountOffset..], (ushort)spikes.Length);
        for (var i = 0; i < spikes.Length; i++)
        {
            var record = destination[LengthOf(i)..];
            BinaryPrimitives.WriteUInt32LittleEndian(
                record[BridgeProtocol.SpikeRecordDeltaTicksOffset..], (uint)(spikes[i].DeviceTimeTicks - baseTimeTicks));
            BinaryPrimitives.WriteUInt16LittleEndian(record[BridgeProtocol.SpikeRecordLineOffset..], spikes[i].Line);
        }

        written = LengthOf(spikes.Length);
        return true;
    }

    /// <summary>Reads a batch and checks every record.</summary>
    /// <param name="payload">The frame's payload; the message lies in it.</param>
    /// <param name="message">The batch.</param>
    /// <param name="error">WrongPayloadLength, CountOutOfRange, TimesOutOfOrder or TimeOutOfRange.</param>
    public static bool TryRead(ReadOnlySpan<byte> payload, out SpikeBatchMessage message, out BridgeFrameError error)
    {
        message = default;
        if (payload.Length < BridgeProtocol.SpikeBatchHeaderBytes)
        {
            error = BridgeFrameError.WrongPayloadLength;
            return false;
        }

        var count = BinaryPrimitives.ReadUInt16LittleEndian(payload[BridgeProtocol.SpikeBatchCountOffset..]);
        if (count is < 1 or > BridgeProtocol.SpikeBatchSpikesMax)
        {
            error = BridgeFrameError.CountOutOfRange;
            return false;
        }

        if (payload.Length != LengthOf(count))
        {
            error = BridgeFrameError.WrongPayloadLength;
            return false;
        }

        var baseTimeTicks = BinaryPrimitives.ReadUInt64LittleEndian(payload[BridgeProtocol.SpikeBatchBaseTimeTicksOffset..]);
        var records = payload[BridgeProtocol.SpikeBatchHeaderBytes..];
        error = CheckDeltas(baseTimeTicks, records, count);
        if (error != BridgeFrameError.None)
        {
            return false;
        }

        message = new SpikeBatchMessage(
            BinaryPrimitives.ReadUInt16LittleEndian(payload[BridgeProtocol.CommandNumberOffset..]), baseTimeTicks, records);
        return true;
    }

    private static BridgeFrameError CheckDeltas(ulong baseTimeTicks, ReadOnlySpan<byte> records, int count)
    {
        var previousTicks = 0u;
        for (var i = 0; i < count; i++)
        {
            var offset = (i * BridgeProtocol.SpikeRecordBytes) + BridgeProtocol.SpikeRecordDeltaTicksOffset;
            var deltaTicks = BinaryPrimitives.ReadUInt32LittleEndian(records[offset..]);
            if (deltaTicks < previousTicks)
            {
                return BridgeFrameError.TimesOutOfOrder;
            }

            previousTicks = deltaTicks;
        }

        return baseTimeTicks <= ulong.MaxValue - previousTicks ? BridgeFrameError.None : BridgeFrameError.TimeOutOfRange;
    }

    private static BridgeFrameError Check(Span<byte> destination, ulong baseTimeTicks, ReadOnlySpan<ScheduledSpike> spikes)
    {
        if (spikes.Length is < 1 or > BridgeProtocol.SpikeBatchSpikesMax)
        {
            return BridgeFrameError.CountOutOfRange;
        }

        if (destination.Length < LengthOf(spikes.Length))
        {
            return BridgeFrameError.BufferTooSmall;
        }

        var previousTicks = baseTimeTicks;
        foreach (ref readonly var spike in spikes)
        {
            if (spike.DeviceTimeTicks < baseTimeTicks || spike.DeviceTimeTicks - baseTimeTicks > uint.MaxValue)
            {
                return BridgeFrameError.TimeOutOfRange;
            }

            if (spike.DeviceTimeTicks < previousTicks)
            {
                return BridgeFrameError.TimesOutOfOrder;
            }

            previousTicks = spike.DeviceTimeTicks;
        }

        return BridgeFrameError.None;
    }
}

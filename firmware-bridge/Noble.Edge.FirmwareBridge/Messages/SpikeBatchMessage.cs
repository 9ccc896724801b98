using static Noble.Edge.FirmwareBridge.BridgeProtocol;

namespace Noble.Edge.FirmwareBridge;

/// <summary>
/// Payload of <see cref="BridgeMessageType.SpikeBatch"/>, a command: spikes to emit, each at its moment of the device's timer.
/// </summary>
/// <remarks>A view of the payload, which is checked once, when it is read. Hot path: no allocation, no exception.</remarks>
public readonly ref struct SpikeBatchMessage
{
    private static readonly TimedRecords Layout = new(
        SpikeBatchHeaderBytes, SpikeBatchCountOffset, SpikeBatchBaseTimeTicksOffset, SpikeRecordBytes, SpikeBatchSpikesMax);

    private readonly ReadOnlySpan<byte> _records;

    private SpikeBatchMessage(ReadOnlySpan<byte> payload)
    {
        Number = MessageBytes.U16(payload, CommandNumberOffset);
        BaseTimeTicks = MessageBytes.U64(payload, SpikeBatchBaseTimeTicksOffset);
        _records = payload[SpikeBatchHeaderBytes..];
    }

    /// <summary>Number of the command.</summary>
    public ushort Number { get; }

    /// <summary>Time from which the records count [device ticks].</summary>
    public ulong BaseTimeTicks { get; }

    /// <summary>Spikes in the batch, 1 to 168.</summary>
    public int Count => _records.Length / SpikeRecordBytes;

    /// <summary>A spike; they are in the order of time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not below <see cref="Count"/>.</exception>
    public ScheduledSpike this[int index]
    {
        get
        {
            var record = Layout.Record(_records, index);
            return new ScheduledSpike(
                BaseTimeTicks + MessageBytes.U32(record, SpikeRecordDeltaTicksOffset),
                MessageBytes.U16(record, SpikeRecordLineOffset));
        }
    }

    /// <summary>Bytes of a batch of <paramref name="count"/> spikes.</summary>
    public static int LengthOf(int count) => Layout.LengthOf(count);

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
        error = Layout.CheckRoom(destination, spikes.Length);
        var previousTicks = baseTimeTicks;
        for (var i = 0; i < spikes.Length && error == BridgeFrameError.None; i++)
        {
            error = TimedRecords.CheckTime(baseTimeTicks, previousTicks, spikes[i].DeviceTimeTicks);
            previousTicks = spikes[i].DeviceTimeTicks;
        }

        if (error != BridgeFrameError.None)
        {
            return false;
        }

        MessageBytes.Put(destination, CommandNumberOffset, number);
        Layout.WriteHeader(destination, spikes.Length, baseTimeTicks);
        for (var i = 0; i < spikes.Length; i++)
        {
            var record = destination[LengthOf(i)..];
            MessageBytes.Put(record, SpikeRecordDeltaTicksOffset, (uint)(spikes[i].DeviceTimeTicks - baseTimeTicks));
            MessageBytes.Put(record, SpikeRecordLineOffset, spikes[i].Line);
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
        error = Layout.Check(payload);
        message = error == BridgeFrameError.None ? new SpikeBatchMessage(payload) : default;
        return error == BridgeFrameError.None;
    }
}

using static Noble.Edge.FirmwareBridge.BridgeProtocol;

namespace Noble.Edge.FirmwareBridge;

/// <summary>
/// Payload of <see cref="BridgeMessageType.Stimulus"/>, a command: codes to put out, each at its moment of the device's timer.
/// </summary>
/// <remarks>A view of the payload, which is checked once, when it is read. Hot path: no allocation, no exception.</remarks>
public readonly ref struct StimulusMessage
{
    private static readonly TimedRecords Layout = new(
        StimulusHeaderBytes, StimulusCountOffset, StimulusBaseTimeTicksOffset, StimulusRecordBytes, StimulusRecordsMax);

    private readonly ReadOnlySpan<byte> _records;

    private StimulusMessage(ReadOnlySpan<byte> payload)
    {
        Number = MessageBytes.U16(payload, CommandNumberOffset);
        BaseTimeTicks = MessageBytes.U64(payload, StimulusBaseTimeTicksOffset);
        _records = payload[StimulusHeaderBytes..];
    }

    /// <summary>Number of the command.</summary>
    public ushort Number { get; }

    /// <summary>Time from which the records count [device ticks].</summary>
    public ulong BaseTimeTicks { get; }

    /// <summary>Stimuli in the message, 1 to 126.</summary>
    public int Count => _records.Length / StimulusRecordBytes;

    /// <summary>A stimulus; they are in the order of time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not below <see cref="Count"/>.</exception>
    public ScheduledStimulus this[int index]
    {
        get
        {
            var record = Layout.Record(_records, index);
            return new ScheduledStimulus(
                BaseTimeTicks + MessageBytes.U32(record, StimulusRecordDeltaTicksOffset),
                MessageBytes.U16(record, StimulusRecordChannelOffset),
                MessageBytes.U16(record, StimulusRecordCodeOffset));
        }
    }

    /// <summary>Bytes of a message of <paramref name="count"/> stimuli.</summary>
    public static int LengthOf(int count) => Layout.LengthOf(count);

    /// <summary>Writes a message.</summary>
    /// <param name="destination">Holds <see cref="LengthOf"/>.</param>
    /// <param name="number">Number of the command.</param>
    /// <param name="baseTimeTicks">Time from which the records count; no stimulus is before it.</param>
    /// <param name="stimuli">1 to 126 stimuli in the order of time.</param>
    /// <param name="written">Bytes written; 0 on an error, and then the destination is as it was.</param>
    /// <param name="error">CountOutOfRange, BufferTooSmall, TimeOutOfRange or TimesOutOfOrder.</param>
    public static bool TryWrite(
        Span<byte> destination,
        ushort number,
        ulong baseTimeTicks,
        ReadOnlySpan<ScheduledStimulus> stimuli,
        out int written,
        out BridgeFrameError error)
    {
        written = 0;
        error = Layout.CheckRoom(destination, stimuli.Length);
        var previousTicks = baseTimeTicks;
        for (var i = 0; i < stimuli.Length && error == BridgeFrameError.None; i++)
        {
            error = TimedRecords.CheckTime(baseTimeTicks, previousTicks, stimuli[i].DeviceTimeTicks);
            previousTicks = stimuli[i].DeviceTimeTicks;
        }

        if (error != BridgeFrameError.None)
        {
            return false;
        }

        MessageBytes.Put(destination, CommandNumberOffset, number);
        Layout.WriteHeader(destination, stimuli.Length, baseTimeTicks);
        for (var i = 0; i < stimuli.Length; i++)
        {
            var record = destination[LengthOf(i)..];
            MessageBytes.Put(record, StimulusRecordDeltaTicksOffset, (uint)(stimuli[i].DeviceTimeTicks - baseTimeTicks));
            MessageBytes.Put(record, StimulusRecordChannelOffset, stimuli[i].Channel);
            MessageBytes.Put(record, StimulusRecordCodeOffset, stimuli[i].Code);
        }

        written = LengthOf(stimuli.Length);
        return true;
    }

    /// <summary>Reads a message and checks every record.</summary>
    /// <param name="payload">The frame's payload; the message lies in it.</param>
    /// <param name="message">The message.</param>
    /// <param name="error">WrongPayloadLength, CountOutOfRange, TimesOutOfOrder or TimeOutOfRange.</param>
    public static bool TryRead(ReadOnlySpan<byte> payload, out StimulusMessage message, out BridgeFrameError error)
    {
        error = Layout.Check(payload);
        message = error == BridgeFrameError.None ? new StimulusMessage(payload) : default;
        return error == BridgeFrameError.None;
    }
}

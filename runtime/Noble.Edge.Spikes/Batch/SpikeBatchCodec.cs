using System.Buffers.Binary;

namespace Noble.Edge.Spikes;

/// <summary>Spikes on the wire: one batch is one MQTT message. The byte table is in this folder's README.</summary>
/// <remarks>Hot path: no allocation, no exception; a call that fails leaves the caller's count at 0.</remarks>
public static class SpikeBatchCodec
{
    /// <summary>Layout that this codec writes and reads.</summary>
    public const byte Version = 1;

    /// <summary>Bytes of the header.</summary>
    public const int HeaderLength = 40;

    /// <summary>Bytes of a record.</summary>
    public const int RecordLength = 8;

    /// <summary>The first four bytes of a batch, <c>NESB</c>.</summary>
    public static ReadOnlySpan<byte> Magic => "NESB"u8;

    /// <summary>Bytes of a batch of <paramref name="count"/> spikes.</summary>
    public static int LengthOf(int count) => checked(HeaderLength + (count * RecordLength));

    /// <summary>How many of the spikes, from the first, one batch can hold: the delta field spans 4.29 s.</summary>
    public static int FittingCount(ReadOnlySpan<SpikeEvent> spikes)
    {
        var count = 0;
        while (count < spikes.Length && spikes[count].TimeNanoseconds - spikes[0].TimeNanoseconds is >= 0 and <= uint.MaxValue)
        {
            count++;
        }

        return count;
    }

    /// <summary>Writes a batch.</summary>
    /// <param name="destination">Takes <see cref="LengthOf"/> bytes.</param>
    /// <param name="header">Stream, sequence and base time; the count is the spikes'.</param>
    /// <param name="spikes">The spikes, none before the base time.</param>
    /// <param name="written">Bytes written.</param>
    /// <param name="error">Why nothing was written.</param>
    public static bool TryWrite(
        Span<byte> destination, in SpikeBatchHeader header, ReadOnlySpan<SpikeEvent> spikes, out int written, out FrameError error)
    {
        written = 0;
        error = Check(destination, header, spikes);
        if (error != FrameError.None)
        {
            return false;
        }

        Magic.CopyTo(destination);
        destination[4] = Version;
        destination[5] = 0;
        destination[6] = HeaderLength;
        destination[7] = RecordLength;
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], header.StreamId);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[16..], header.Sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[20..], (uint)spikes.Length);
        BinaryPrimitives.WriteInt64LittleEndian(destination[24..], header.BaseTimeNanoseconds);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[32..], header.SpikesBefore);
        var records = destination[HeaderLength..];
        for (var i = 0; i < spikes.Length; i++)
        {
            var record = records[(i * RecordLength)..];
            BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)(spikes[i].TimeNanoseconds - header.BaseTimeNanoseconds));
            BinaryPrimitives.WriteUInt32LittleEndian(record[4..], (uint)spikes[i].Neuron);
        }

        written = LengthOf(spikes.Length);
        return true;
    }

    /// <summary>Reads what a batch says about itself, and checks all but its records.</summary>
    public static bool TryReadHeader(ReadOnlySpan<byte> frame, out SpikeBatchHeader header, out FrameError error)
    {
        header = default;
        error = CheckFrame(frame);
        if (error != FrameError.None)
        {
            return false;
        }

        header = new SpikeBatchHeader
        {
            StreamId = BinaryPrimitives.ReadUInt64LittleEndian(frame[8..]),
            Sequence = BinaryPrimitives.ReadUInt32LittleEndian(frame[16..]),
            Count = (int)BinaryPrimitives.ReadUInt32LittleEndian(frame[20..]),
            BaseTimeNanoseconds = BinaryPrimitives.ReadInt64LittleEndian(frame[24..]),
            SpikesBefore = BinaryPrimitives.ReadUInt64LittleEndian(frame[32..]),
        };
        return true;
    }

    /// <summary>Reads a batch.</summary>
    /// <param name="frame">The message's payload, all of it.</param>
    /// <param name="header">What the batch says about itself.</param>
    /// <param name="spikes">Takes the spikes; <see cref="TryReadHeader"/> tells how many.</param>
    /// <param name="error">Why the batch was not read.</param>
    public static bool TryRead(ReadOnlySpan<byte> frame, out SpikeBatchHeader header, Span<SpikeEvent> spikes, out FrameError error)
    {
        if (!TryReadHeader(frame, out header, out error))
        {
            return false;
        }

        if (spikes.Length < header.Count)
        {
            error = FrameError.BufferTooSmall;
            return false;
        }

        int headerLength = frame[6];
        int recordLength = frame[7];
        for (var i = 0; i < header.Count; i++)
        {
            var record = frame[(headerLength + (i * recordLength))..];
            var delta = BinaryPrimitives.ReadUInt32LittleEndian(record);
            var neuron = BinaryPrimitives.ReadUInt32LittleEndian(record[4..]);
            if (neuron > int.MaxValue)
            {
                error = FrameError.NeuronOutOfRange;
                return false;
            }

            if (header.BaseTimeNanoseconds > long.MaxValue - delta)
            {
                error = FrameError.TimeOutOfRange;
                return false;
            }

            spikes[i] = new SpikeEvent(header.BaseTimeNanoseconds + delta, (int)neuron);
        }

        return true;
    }

    private static FrameError Check(Span<byte> destination, in SpikeBatchHeader header, ReadOnlySpan<SpikeEvent> spikes)
    {
        if (destination.Length < (long)HeaderLength + ((long)spikes.Length * RecordLength))
        {
            return FrameError.BufferTooSmall;
        }

        foreach (ref readonly var spike in spikes)
        {
            if (spike.TimeNanoseconds < header.BaseTimeNanoseconds
                || (ulong)(spike.TimeNanoseconds - header.BaseTimeNanoseconds) > uint.MaxValue)
            {
                return FrameError.TimeOutOfRange;
            }

            if (spike.Neuron < 0)
            {
                return FrameError.NeuronOutOfRange;
            }
        }

        return FrameError.None;
    }

    private static FrameError CheckFrame(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < HeaderLength)
        {
            return FrameError.TooShort;
        }

        if (!frame[..4].SequenceEqual(Magic))
        {
            return FrameError.WrongMagic;
        }

        if (frame[4] != Version)
        {
            return FrameError.UnsupportedVersion;
        }

        if (frame[5] != 0)
        {
            return FrameError.UnsupportedFlags;
        }

        if (frame[6] < HeaderLength)
        {
            return FrameError.WrongHeaderLength;
        }

        if (frame[7] < RecordLength)
        {
            return FrameError.WrongRecordLength;
        }

        var count = BinaryPrimitives.ReadUInt32LittleEndian(frame[20..]);
        return frame.Length == frame[6] + ((long)count * frame[7]) ? FrameError.None : FrameError.LengthMismatch;
    }
}

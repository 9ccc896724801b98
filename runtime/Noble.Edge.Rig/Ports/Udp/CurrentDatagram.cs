using System.Buffers.Binary;

namespace Noble.Edge.Rig;

/// <summary>Samples of current, or of voltage, in a datagram or message; little-endian, the layout is in the folder's README.</summary>
/// <param name="Sequence">Number of the datagram, each one more than the last, modulo 2^32.</param>
/// <param name="FirstNeuron">The first neuron; -1 for one row that is all neurons'.</param>
/// <param name="Neurons">Rows.</param>
/// <param name="Samples">Samples of a row.</param>
/// <param name="TimeNanoseconds">Time of the first sample on the sender's clock [ns].</param>
public readonly record struct CurrentDatagram(uint Sequence, int FirstNeuron, int Neurons, int Samples, long TimeNanoseconds)
{
    /// <summary>Bytes before the samples.</summary>
    public const int HeaderLength = 24;

    private const uint Magic = 0x3143454E; // "NEC1"

    /// <summary>Bytes of the datagram.</summary>
    public int Length => HeaderLength + (Neurons * Samples * sizeof(float));

    /// <summary>Reads the header of a datagram whose length is right.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out CurrentDatagram datagram)
    {
        datagram = default;
        if (bytes.Length < HeaderLength || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic)
        {
            return false;
        }

        var read = new CurrentDatagram(
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[12..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[14..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]));
        var isWhole = read.Neurons > 0 && read.Samples > 0 && HeaderLength + ((long)read.Neurons * read.Samples * sizeof(float)) == bytes.Length;
        var isPlaced = read.FirstNeuron >= 0 ? (long)read.FirstNeuron + read.Neurons <= int.MaxValue : read is { FirstNeuron: -1, Neurons: 1 };
        datagram = isWhole && isPlaced ? read : default;
        return isWhole && isPlaced;
    }

    /// <summary>A sample of a datagram that was read, nA; perhaps no number.</summary>
    public float Sample(ReadOnlySpan<byte> bytes, int row, int sample) =>
        BinaryPrimitives.ReadSingleLittleEndian(bytes[(HeaderLength + (((row * Samples) + sample) * sizeof(float)))..]);

    /// <summary>Writes the datagram, and returns its length.</summary>
    /// <param name="values">Samples, shape [row, sample].</param>
    /// <param name="bytes">Takes it, <see cref="Length"/> bytes or more.</param>
    public int Write(ReadOnlySpan<float> values, Span<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, Neurons * Samples);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], Sequence);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], FirstNeuron);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[12..], (ushort)Neurons);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[14..], (ushort)Samples);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], TimeNanoseconds);
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes[(HeaderLength + (i * sizeof(float)))..], values[i]);
        }

        return Length;
    }
}

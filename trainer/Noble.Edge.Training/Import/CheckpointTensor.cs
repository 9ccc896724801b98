using System.Buffers.Binary;
using System.Globalization;

namespace Noble.Edge.Training;

/// <summary>One tensor of a checkpoint: a strided view of a storage that may be larger than the tensor, and shared with others.</summary>
public sealed class CheckpointTensor
{
    private readonly string _file;
    private readonly ReadOnlyMemory<byte> _storage;
    private readonly int _offset; // [elements]
    private readonly int[] _shape;
    private readonly int[] _strides; // [elements]

    /// <param name="file">The file, for messages.</param>
    /// <param name="name">The tensor's name.</param>
    /// <param name="element">Element type of the storage.</param>
    /// <param name="storage">The storage's bytes, little-endian.</param>
    /// <param name="offset">The first element.</param>
    /// <param name="shape">The size of each axis.</param>
    /// <param name="strides">Elements from one index to the next, for each axis; the view lies within the storage.</param>
    internal CheckpointTensor(string file, string name, CheckpointElement element, ReadOnlyMemory<byte> storage, int offset, int[] shape, int[] strides)
    {
        (_file, Name, Element, _storage, _offset, _shape, _strides) = (file, name, element, storage, offset, shape, strides);
    }

    /// <summary>Name in the checkpoint, without the prefix of a wrapper.</summary>
    public string Name { get; }

    /// <summary>Element type in the file.</summary>
    public CheckpointElement Element { get; }

    /// <summary>The size of each axis; empty for a scalar.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>The number of elements.</summary>
    public int Count => _shape.Aggregate(1, (count, axis) => count * axis);

    /// <summary>Element type and shape as text, "float32 of shape (24, 24, 1)".</summary>
    public string Text => $"{Element.Text()} of shape {TensorShapes.Text(_shape)}";

    /// <summary>The values as float32 in C order: real types by rounding to nearest, integers not at all.</summary>
    /// <exception cref="CheckpointException">A value is not finite, or too large for float32.</exception>
    public float[] Real() => Part(0);

    /// <summary>The imaginary parts of a complex tensor as float32 in C order.</summary>
    /// <exception cref="CheckpointException">A value is not finite, or too large for float32.</exception>
    public float[] Imaginary() => Element.IsComplex() ? Part(1) : throw new InvalidOperationException($"{Name} is {Element.Text()}, not complex");

    private float[] Part(int part)
    {
        var values = new float[Count];
        Span<int> index = stackalloc int[_shape.Length];
        index.Clear();
        var at = _offset;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Checked(Value(at, part), i);
            for (var axis = _shape.Length - 1; axis >= 0; axis--)
            {
                at += _strides[axis];
                if (++index[axis] < _shape[axis])
                {
                    break;
                }

                at -= _strides[axis] * _shape[axis];
                index[axis] = 0;
            }
        }

        return values;
    }

    private double Value(int at, int part)
    {
        var bytes = _storage.Span[(at * Element.Size())..];
        return Element switch
        {
            CheckpointElement.F32 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            CheckpointElement.F64 => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            CheckpointElement.F16 => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
            CheckpointElement.BF16 => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16),
            CheckpointElement.C64 => BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * part)..]),
            CheckpointElement.C128 => BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * part)..]),
            _ => throw new InvalidOperationException($"{Name} is {Element.Text()}, which holds no weights"),
        };
    }

    private float Checked(double value, int index)
    {
        var single = (float)value;
        return float.IsFinite(single)
            ? single
            : throw new CheckpointException(
                _file,
                Name,
                double.IsFinite(value) ? "weights within the range of float32" : "finite weights",
                string.Create(CultureInfo.InvariantCulture, $"{value} at element {index}"));
    }
}

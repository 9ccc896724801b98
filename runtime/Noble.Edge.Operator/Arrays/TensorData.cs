using System.Runtime.InteropServices;

namespace Noble.Edge.Operator;

/// <summary>One tensor of a safetensors file: elements in C order, the last axis contiguous. Immutable.</summary>
public sealed class TensorData
{
    private readonly Array _data;
    private readonly int[] _shape;

    private TensorData(ArrayElement element, Array data, ReadOnlySpan<int> shape)
    {
        int count = ArrayShape.Count(shape);
        if (count != data.Length)
        {
            throw new ArgumentException($"shape {ArrayShape.Text(shape)} holds {count} elements, the data has {data.Length}", nameof(shape));
        }

        Element = element;
        _data = data;
        _shape = shape.ToArray();
    }

    /// <summary>A float32 tensor over <paramref name="data"/>, which the caller must not change afterwards.</summary>
    public TensorData(float[] data, params ReadOnlySpan<int> shape)
        : this(ArrayElement.F32, data, shape)
    {
    }

    /// <summary>A float64 tensor over <paramref name="data"/>, which the caller must not change afterwards.</summary>
    public TensorData(double[] data, params ReadOnlySpan<int> shape)
        : this(ArrayElement.F64, data, shape)
    {
    }

    /// <summary>An int64 tensor over <paramref name="data"/>, which the caller must not change afterwards.</summary>
    public TensorData(long[] data, params ReadOnlySpan<int> shape)
        : this(ArrayElement.I64, data, shape)
    {
    }

    /// <summary>Element type.</summary>
    public ArrayElement Element { get; }

    /// <summary>The size of each axis; empty for a scalar.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>The number of elements.</summary>
    public int Count => _data.Length;

    /// <summary>The shape as text, "(24, 24, 129)".</summary>
    public string ShapeText => ArrayShape.Text(_shape);

    internal ReadOnlySpan<byte> Bytes => Element switch
    {
        ArrayElement.F32 => MemoryMarshal.AsBytes(As<float>()),
        ArrayElement.F64 => MemoryMarshal.AsBytes(As<double>()),
        _ => MemoryMarshal.AsBytes(As<long>()),
    };

    /// <summary>The elements, in C order.</summary>
    /// <typeparam name="T">float, double or long, as <see cref="Element"/> says; nothing is converted.</typeparam>
    /// <exception cref="InvalidOperationException">The tensor holds another element type.</exception>
    public ReadOnlySpan<T> As<T>()
        where T : unmanaged =>
        _data is T[] data ? data : throw new InvalidOperationException($"the tensor holds {Element}, not {typeof(T).Name}");
}

using System.Numerics;
using System.Runtime.InteropServices;

namespace Noble.Edge.Operator;

/// <summary>
/// Reads and writes NumPy .npy files: versions 1 and 2, little-endian, C order, float32, float64, int32, int64.
/// </summary>
public static class NpyFile
{
    /// <summary>Reads a whole file, converting the elements to <typeparamref name="T"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expectedShape">What the shape must be, -1 for an axis of any size; empty accepts every shape.</param>
    /// <typeparam name="T">float or double (from every element type), int or long (from integers, range-checked).</typeparam>
    /// <exception cref="ArrayFileException">The file is truncated or too long, in Fortran order, of another element type or shape.</exception>
    public static NpyArray<T> Read<T>(string path, params ReadOnlySpan<int> expectedShape)
        where T : unmanaged, INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(path);
        using FileStream stream = File.OpenRead(path);
        NpyHeader header = NpyHeader.Read(stream, path);
        if (!expectedShape.IsEmpty && !ArrayShape.Matches(header.Shape, expectedShape))
        {
            throw new ArrayFileException(path, null, $"shape {ArrayShape.Text(expectedShape)}", $"shape {ArrayShape.Text(header.Shape)}");
        }

        if (!ArrayShape.TryCount(header.Shape, out int count))
        {
            throw new ArrayFileException(path, null, $"at most {Array.MaxLength} elements", $"shape {ArrayShape.Text(header.Shape)}");
        }

        long expectedBytes = (long)count * header.ElementSize;
        long foundBytes = stream.Length - header.DataOffset;
        if (foundBytes != expectedBytes)
        {
            throw new ArrayFileException(path, null, $"{expectedBytes} bytes of data for shape {ArrayShape.Text(header.Shape)}", $"{foundBytes} bytes");
        }

        return new NpyArray<T>(header.Element switch
        {
            ArrayElement.F32 => ReadElements<float, T>(stream, count, path),
            ArrayElement.F64 => ReadElements<double, T>(stream, count, path),
            ArrayElement.I32 => ReadElements<int, T>(stream, count, path),
            _ => ReadElements<long, T>(stream, count, path),
        }, header.Shape);
    }

    /// <summary>Writes float32 elements. An existing file is replaced.</summary>
    public static void Write(string path, ReadOnlySpan<float> data, params ReadOnlySpan<int> shape) =>
        WriteElements(path, ArrayElement.F32, data, shape);

    /// <summary>Writes float64 elements. An existing file is replaced.</summary>
    public static void Write(string path, ReadOnlySpan<double> data, params ReadOnlySpan<int> shape) =>
        WriteElements(path, ArrayElement.F64, data, shape);

    /// <summary>Writes int32 elements. An existing file is replaced.</summary>
    public static void Write(string path, ReadOnlySpan<int> data, params ReadOnlySpan<int> shape) =>
        WriteElements(path, ArrayElement.I32, data, shape);

    /// <summary>Writes int64 elements. An existing file is replaced.</summary>
    public static void Write(string path, ReadOnlySpan<long> data, params ReadOnlySpan<int> shape) =>
        WriteElements(path, ArrayElement.I64, data, shape);

    internal static ArrayElement ElementOf<T>()
        where T : unmanaged =>
        typeof(T) == typeof(float) ? ArrayElement.F32
        : typeof(T) == typeof(double) ? ArrayElement.F64
        : typeof(T) == typeof(int) ? ArrayElement.I32
        : typeof(T) == typeof(long) ? ArrayElement.I64
        : throw new NotSupportedException($"elements must be float, double, int or long, not {typeof(T).Name}");

    private static T[] ReadElements<TFile, T>(FileStream stream, int count, string path)
        where TFile : unmanaged, INumberBase<TFile>
        where T : unmanaged, INumberBase<T>
    {
        if (IsInteger<T>() && !IsInteger<TFile>())
        {
            throw new ArrayFileException(path, null, $"integers, to be read as {typeof(T).Name}", $"elements of type {typeof(TFile).Name}");
        }

        var data = new TFile[count];
        stream.ReadExactly(MemoryMarshal.AsBytes(data.AsSpan()));
        if (typeof(T) == typeof(TFile))
        {
            return (T[])(object)data;
        }

        var converted = new T[count];
        for (int i = 0; i < count; i++)
        {
            try
            {
                converted[i] = T.CreateChecked(data[i]);
            }
            catch (OverflowException error)
            {
                throw new ArrayFileException(path, null, $"values in the range of {typeof(T).Name}", $"{data[i]} at element {i}", error);
            }
        }

        return converted;
    }

    private static bool IsInteger<T>() => typeof(T) != typeof(float) && typeof(T) != typeof(double);

    private static void WriteElements<T>(string path, ArrayElement element, ReadOnlySpan<T> data, ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(path);
        int count = ArrayShape.Count(shape);
        if (count != data.Length)
        {
            throw new ArgumentException($"shape {ArrayShape.Text(shape)} holds {count} elements, the data has {data.Length}", nameof(shape));
        }

        using FileStream stream = File.Create(path);
        stream.Write(NpyHeader.Format(element, shape));
        stream.Write(MemoryMarshal.AsBytes(data));
    }
}

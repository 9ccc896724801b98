using System.Runtime.InteropServices;

namespace Noble.Edge.Training.Tests;

/// <summary>A tensor as a test puts it into a checkpoint.</summary>
/// <param name="Storage">Prefix of PyTorch's storage type, as in Float or ComplexFloat.</param>
/// <param name="Bytes">The storage's bytes.</param>
/// <param name="Shape">The size of each axis.</param>
internal sealed record StoredTensor(string Storage, byte[] Bytes, int[] Shape)
{
    /// <summary>Strides in elements; null for C order.</summary>
    public int[]? Strides { get; init; }

    public long Offset { get; init; }

    /// <summary>The element count that the pickle states; null for what the bytes hold.</summary>
    public long? Count { get; init; }

    public bool IsParameter { get; init; }

    /// <summary>Flags of a lazy view, such as a conjugation.</summary>
    public object? Flags { get; init; }

    public int ElementSize => Storage switch { "ComplexDouble" => 16, "Double" or "ComplexFloat" or "Long" => 8, "Float" or "Int" => 4, "Half" or "BFloat16" or "Short" => 2, _ => 1 };

    public static StoredTensor Of<T>(string storage, T[] values, params int[] shape)
        where T : unmanaged => new(storage, MemoryMarshal.AsBytes(values.AsSpan()).ToArray(), shape);

    /// <summary>complex64 from its parts.</summary>
    public static StoredTensor Complex(ReadOnlySpan<float> real, ReadOnlySpan<float> imaginary, params int[] shape) => Of("ComplexFloat", Interleave(real, imaginary), shape);

    public static float[] Interleave(ReadOnlySpan<float> real, ReadOnlySpan<float> imaginary)
    {
        var pairs = new float[2 * real.Length];
        for (var i = 0; i < real.Length; i++)
        {
            (pairs[2 * i], pairs[(2 * i) + 1]) = (real[i], imaginary[i]);
        }

        return pairs;
    }
}

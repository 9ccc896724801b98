using System.Runtime.InteropServices;

namespace Noble.Edge.Operator;

/// <summary>
/// Native memory for kernels: zeroed buffers of float32, 64-byte aligned, that live until the arena is disposed of or
/// collected.
/// </summary>
internal sealed unsafe class AlignedArena : IDisposable
{
    private const int Alignment = 64;

    private readonly List<nint> _buffers = [];

    ~AlignedArena() => Free();

    /// <summary>A buffer of <paramref name="count"/> zeros, rounded up to whole cache lines.</summary>
    public float* Allocate(long count)
    {
        nuint bytes = ((nuint)count * sizeof(float) + Alignment - 1) / Alignment * Alignment;
        void* buffer = NativeMemory.AlignedAlloc(Math.Max(bytes, Alignment), Alignment);
        NativeMemory.Clear(buffer, bytes);
        _buffers.Add((nint)buffer);
        return (float*)buffer;
    }

    /// <summary>A buffer with a copy of <paramref name="values"/>.</summary>
    public float* Copy(ReadOnlySpan<float> values)
    {
        float* buffer = Allocate(values.Length);
        values.CopyTo(new Span<float>(buffer, values.Length));
        return buffer;
    }

    /// <summary>A buffer with a copy of <paramref name="values"/>.</summary>
    public int* Copy(ReadOnlySpan<int> values)
    {
        var buffer = (int*)Allocate(values.Length);
        values.CopyTo(new Span<int>(buffer, values.Length));
        return buffer;
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        foreach (nint buffer in _buffers)
        {
            NativeMemory.AlignedFree((void*)buffer);
        }

        _buffers.Clear();
    }
}

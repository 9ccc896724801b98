using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>Where batches are written: in the tensor that is trained on, or for a GPU in page-locked memory that is sent there in one go.</summary>
/// <remarks>
/// Page-locked memory is used again and again, since locking it takes longer than filling it; the copy to the GPU has ended when a batch is returned.
/// </remarks>
/// <param name="channels">Input channels.</param>
/// <param name="largest">Traces of the largest batch.</param>
/// <param name="length">Samples L.</param>
internal sealed class BatchMemory(int channels, int largest, int length) : IDisposable
{
    private readonly ScratchPool<Tensor> _locked = new(() =>
    {
        using var pageable = zeros(Elements(channels, largest, length), float32);
        return pageable.pin_memory().DetachFromDisposeScope();
    });

    /// <summary>Fills a batch's host memory.</summary>
    /// <param name="input">Shape [channel, batch, L].</param>
    /// <param name="target">Shape [batch, L], mV.</param>
    /// <param name="offset">Shape [batch], mV.</param>
    public delegate void Writer(Span<float> input, Span<float> target, Span<float> offset);

    /// <summary>A batch; may be called by several threads at a time.</summary>
    /// <param name="traces">Its traces, at most a largest batch.</param>
    /// <param name="device">Where its tensors go.</param>
    /// <param name="write">Fills it.</param>
    public TraceBatch Make(int[] traces, Device device, Writer write)
    {
        var elements = Elements(channels, traces.Length, length);
        if (device.type != DeviceType.CUDA)
        {
            using var memory = empty(elements, float32);
            Fill(memory, traces.Length, write);
            return Batch(traces, memory);
        }

        return _locked.Use(memory =>
        {
            Fill(memory, traces.Length, write);
            using var used = memory.narrow(0, 0, elements);
            using var sent = used.to(device);
            return Batch(traces, sent);
        });
    }

    private static long Elements(long channels, long traces, long length) => traces * (((channels + 1) * length) + 1);

    private void Fill(Tensor memory, int traces, Writer write)
    {
        var values = MemoryMarshal.Cast<byte, float>(memory.bytes);
        var (input, target) = (channels * traces * length, traces * length);
        write(values[..input], values.Slice(input, target), values.Slice(input + target, traces));
    }

    private TraceBatch Batch(int[] traces, Tensor memory)
    {
        long count = traces.Length;
        var (input, target) = (channels * count * length, count * length);
        return new TraceBatch(
            traces,
            View(memory, 0, channels, count, length),
            View(memory, input, count, length),
            View(memory, input + target, count, 1));
    }

    private static Tensor View(Tensor memory, long start, params long[] shape)
    {
        using var part = memory.narrow(0, start, shape.Aggregate((a, b) => a * b));
        return part.view(shape);
    }

    /// <inheritdoc/>
    public void Dispose() => _locked.Dispose();
}

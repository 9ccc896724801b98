using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>Batches of two parts: traces that have a feature, and traces of any kind.</summary>
internal sealed class MixedBatchSource(BatchSource withFeature, BatchSource any) : IBatchSource, IDisposable
{
    public int TraceCount => any.TraceCount;

    public long StepsPerEpoch => any.StepsPerEpoch;

    public TraceBatch Make(long step, Device device)
    {
        using var first = withFeature.Make(step, device);
        using var second = any.Make(step, device);
        return new TraceBatch(
            [.. first.Traces, .. second.Traces],
            cat([first.Input, second.Input], 1),
            cat([first.Target, second.Target], 0),
            cat([first.Offset, second.Offset], 0));
    }

    public void Dispose()
    {
        withFeature.Dispose();
        any.Dispose();
    }
}

using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>Where a run's batches come from: a function of the step alone.</summary>
internal interface IBatchSource
{
    /// <summary>Different traces in training.</summary>
    public int TraceCount { get; }

    /// <summary>Steps in which each trace is seen about once.</summary>
    public long StepsPerEpoch { get; }

    /// <summary>The batch of a step, from 0; may be called by several threads at a time.</summary>
    public TraceBatch Make(long step, Device device);
}

namespace Noble.Edge.Operator;

/// <summary>
/// Everything about one network on one time axis that does not change from trace to trace, packed for the kernels:
/// layout of the samples, window, transform matrices, weights. Immutable; shared by the threads of an engine.
/// </summary>
internal sealed unsafe class SimdPlan : IDisposable
{
    private readonly AlignedArena _arena = new();

    public SimdPlan(FnoWeights weights, TimeLayout layout, KernelSet kernels, KernelSet spectralKernels)
    {
        NetworkShape shape = weights.Shape;
        Shape = shape;
        Layout = layout;
        Kernels = kernels;
        SpectralKernels = spectralKernels;
        ChannelStride = (shape.HiddenChannels + spectralKernels.Lanes - 1) / spectralKernels.Lanes * spectralKernels.Lanes;
        FirstSamples = _arena.Copy(layout.FirstSamples);
        GridChannel = _arena.Copy(layout.GridValues());
        Window = layout.IsDirect ? null : _arena.Copy(ShortGrid.WindowTable(layout, shape.Modes));
        Transform = new FactoredTransform(_arena, TransformFactors.Best(layout.GridPoints, shape.Modes), shape.Modes, shape.HiddenChannels, spectralKernels.Lanes);
        ModeRows = _arena.Copy(Transform.ModeRows);
        Lifting0 = new DenseWeights(_arena, weights.LiftingWeight0, weights.LiftingBias0, shape.LiftingChannels, shape.InputChannels + 1);
        Lifting1 = new DenseWeights(_arena, weights.LiftingWeight1, weights.LiftingBias1, shape.HiddenChannels, shape.LiftingChannels);
        Projection0 = new DenseWeights(_arena, weights.ProjectionWeight0, weights.ProjectionBias0, shape.ProjectionChannels, shape.HiddenChannels);
        Projection1 = new DenseWeights(_arena, weights.ProjectionWeight1, [weights.ProjectionBias1], 1, shape.ProjectionChannels);
        float[] ones = new float[Lifting1.Rows];
        ones.AsSpan(0, shape.HiddenChannels).Fill(1);
        Ones = _arena.Copy(ones);
        double[] scale = ShortGrid.ModeScale(layout, shape.Modes);
        Blocks = [.. weights.Blocks.Select(block => new BlockPlan(_arena, shape, block, scale, ChannelStride))];
    }

    public NetworkShape Shape { get; }

    public TimeLayout Layout { get; }

    /// <summary>Kernels for the pass over time, with the lanes of <see cref="Layout"/>.</summary>
    public KernelSet Kernels { get; }

    /// <summary>Kernels for the transform and the modes, whose lanes are channels.</summary>
    public KernelSet SpectralKernels { get; }

    /// <summary>Hidden channels rounded up to whole vectors of the spectral kernels.</summary>
    public int ChannelStride { get; }

    /// <summary>The sample in the first slot of each lane, shape [group, lane].</summary>
    public int* FirstSamples { get; }

    /// <summary>The channel that the network appends to its input, i / L at each place, shape [group, slot, lane].</summary>
    public float* GridChannel { get; }

    /// <summary>The window, shape [window group, point, slot, lane]; null in the direct form.</summary>
    public float* Window { get; }

    public FactoredTransform Transform { get; }

    /// <summary>The row of each mode in the mode buffer, shape [M].</summary>
    public int* ModeRows { get; }

    public DenseWeights Lifting0 { get; }

    public DenseWeights Lifting1 { get; }

    public DenseWeights Projection0 { get; }

    public DenseWeights Projection1 { get; }

    /// <summary>Ones, shape [hidden channels in fours]: the gate through which the direct form adds its spectral term.</summary>
    public float* Ones { get; }

    public BlockPlan[] Blocks { get; }

    /// <summary>Whether the memory behind every pointer here is gone.</summary>
    public bool IsDisposed { get; private set; }

    public void Dispose()
    {
        IsDisposed = true;
        _arena.Dispose();
    }
}

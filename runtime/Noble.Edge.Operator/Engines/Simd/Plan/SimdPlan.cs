namespace Noble.Edge.Operator;

/// <summary>
/// Everything about one network on one time axis that does not change from trace to trace, packed for the kernels:
/// layout of the samples, window, transform matrices, weights. Immutable; shared by the threads of an engine.
/// </summary>
internal sealed unsafe class SimdPlan : IDisposable
{
    // Mode weights that are fewer than this stay in the second-level cache from one trace to the next.
    private const int BytesThatStayCached = 512 << 10;

    private readonly AlignedArena _arena = new();

    public SimdPlan(FnoWeights weights, TimeLayout layout, KernelSet kernels)
    {
        NetworkShape shape = weights.Shape;
        Shape = shape;
        Layout = layout;
        Kernels = kernels;
        MixKernels = KernelChoice.ForChannels(kernels, shape.HiddenChannels);
        ChannelStride = (shape.HiddenChannels + MixKernels.Lanes - 1) / MixKernels.Lanes * MixKernels.Lanes;
        FirstSamples = _arena.Copy(layout.FirstSamples);
        GridChannel = _arena.Copy(layout.GridValues());
        Window = layout.IsDirect ? null : _arena.Copy(ShortGrid.WindowTable(layout, shape.Modes));
        Transform = new FactoredTransform(_arena, TransformFactors.Best(layout.GridPoints, shape.Modes), shape.Modes, ChannelStride, kernels.Lanes);
        ModeRows = _arena.Copy(Transform.ModeRows);
        Lifting0 = new DenseWeights(_arena, weights.LiftingWeight0, weights.LiftingBias0, shape.LiftingChannels, shape.InputChannels + 1);
        Lifting1 = new DenseWeights(_arena, weights.LiftingWeight1, weights.LiftingBias1, shape.HiddenChannels, shape.LiftingChannels);
        Projection0 = new DenseWeights(_arena, weights.ProjectionWeight0, weights.ProjectionBias0, shape.ProjectionChannels, shape.HiddenChannels);
        Projection1 = new DenseWeights(_arena, weights.ProjectionWeight1, [weights.ProjectionBias1], 1, shape.ProjectionChannels);
        float[] ones = new float[Lifting1.Rows];
        ones.AsSpan(0, shape.HiddenChannels).Fill(1);
        Ones = _arena.Copy(ones);
        double[] scale = ShortGrid.ModeScale(layout, shape.Modes);
        long modeBytes = (long)shape.Modes * shape.HiddenChannels * 2 * ChannelStride * sizeof(float);
        ModeBytesToPrefetch = shape.Layers * modeBytes > BytesThatStayCached ? modeBytes : 0;
        Blocks = [.. weights.Blocks.Select(block => new BlockPlan(_arena, shape, block, scale, ChannelStride))];
    }

    public NetworkShape Shape { get; }

    public TimeLayout Layout { get; }

    /// <summary>Kernels for all but the modes, with the lanes of <see cref="Layout"/>.</summary>
    public KernelSet Kernels { get; }

    /// <summary>Kernels for the product of the modes, whose lanes are channels.</summary>
    public KernelSet MixKernels { get; }

    /// <summary>Hidden channels rounded up to whole vectors of <see cref="MixKernels"/>.</summary>
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

    /// <summary>Bytes of a layer's mode weights that are worth bringing nearer before the layer begins: all or none. [bytes]</summary>
    public long ModeBytesToPrefetch { get; }

    /// <summary>Multiply-adds of a trace, those on padding not counted.</summary>
    public double MultiplyAdds
    {
        get
        {
            double hidden = Shape.HiddenChannels;
            double lifting = ((Shape.InputChannels + 1) * Shape.LiftingChannels) + (Shape.LiftingChannels * hidden);
            double layer = (hidden * hidden) + (2 * hidden * Shape.ChannelMlpChannels) + hidden + (2 * hidden * Layout.WindowWidth);
            double projection = (hidden + 1) * Shape.ProjectionChannels;
            double spectral = (2 * hidden * Transform.Factors.Cost(Shape.Modes)) + (4 * hidden * hidden * Shape.Modes);
            return (Layout.Length * (lifting + (Shape.Layers * layer) + projection)) + (Shape.Layers * spectral);
        }
    }

    /// <summary>Whether the memory behind every pointer here is gone.</summary>
    public bool IsDisposed { get; private set; }

    public void Dispose()
    {
        IsDisposed = true;
        _arena.Dispose();
    }
}

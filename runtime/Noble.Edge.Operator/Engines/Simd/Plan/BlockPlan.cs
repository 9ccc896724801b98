namespace Noble.Edge.Operator;

/// <summary>The weights of one Fourier layer, packed for the kernels.</summary>
internal sealed unsafe class BlockPlan
{
    public BlockPlan(AlignedArena arena, NetworkShape shape, FnoBlockWeights block, ReadOnlySpan<double> modeScale, int channelStride)
    {
        int hidden = shape.HiddenChannels;
        Skip = new DenseWeights(arena, block.Skip, block.SpectralBias, hidden, hidden);
        Mlp0 = new DenseWeights(arena, block.MlpWeight0, block.MlpBias0, shape.ChannelMlpChannels, hidden);
        Mlp1 = new DenseWeights(arena, block.MlpWeight1, block.MlpBias1, hidden, shape.ChannelMlpChannels);
        Gate = arena.Allocate(Mlp1.Rows);
        block.Gate.CopyTo(new Span<float>(Gate, hidden));
        ReadOnlySpan<float> real = block.SpectralReal;
        ReadOnlySpan<float> imaginary = block.SpectralImaginary;
        Modes = arena.Allocate((long)shape.Modes * hidden * 2 * channelStride);
        for (int input = 0; input < hidden; input++)
        {
            for (int output = 0; output < hidden; output++)
            {
                for (int mode = 0; mode < shape.Modes; mode++)
                {
                    int from = (((input * hidden) + output) * shape.Modes) + mode;
                    float* to = Modes + ((((nint)mode * hidden) + input) * 2 * channelStride) + output;
                    to[0] = (float)(real[from] * modeScale[mode]);
                    to[channelStride] = (float)(imaginary[from] * modeScale[mode]);
                }
            }
        }
    }

    /// <summary>The linear skip; its bias is that of the spectral convolution.</summary>
    public DenseWeights Skip { get; }

    /// <summary>First map of the layer's MLP.</summary>
    public DenseWeights Mlp0 { get; }

    /// <summary>Second map of the layer's MLP.</summary>
    public DenseWeights Mlp1 { get; }

    /// <summary>The soft gate, shape [hidden channels in fours].</summary>
    public float* Gate { get; }

    /// <summary>The mode weights times their scale, shape [mode, input, 2, channel stride]: real row, imaginary row.</summary>
    public float* Modes { get; }
}

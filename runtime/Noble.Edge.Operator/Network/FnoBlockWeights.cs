namespace Noble.Edge.Operator;

/// <summary>
/// The weights of one Fourier layer, float32, C order. H hidden channels, M modes, K channels of the layer's MLP.
/// </summary>
public sealed class FnoBlockWeights
{
    private readonly FnoWeights _weights;
    private readonly int _layer;

    internal FnoBlockWeights(FnoWeights weights, int layer)
    {
        _weights = weights;
        _layer = layer;
    }

    /// <summary>Real part of the mode weights, shape [input H, output H, M].</summary>
    public ReadOnlySpan<float> SpectralReal => _weights[FnoTensors.SpectralReal(_layer)];

    /// <summary>Imaginary part of the mode weights, shape [input H, output H, M].</summary>
    public ReadOnlySpan<float> SpectralImaginary => _weights[FnoTensors.SpectralImaginary(_layer)];

    /// <summary>Bias of the spectral convolution, added in time, shape [H].</summary>
    public ReadOnlySpan<float> SpectralBias => _weights[FnoTensors.SpectralBias(_layer)];

    /// <summary>The linear skip, shape [output H, input H].</summary>
    public ReadOnlySpan<float> Skip => _weights[FnoTensors.Skip(_layer)];

    /// <summary>The soft gate on the layer's input, shape [H].</summary>
    public ReadOnlySpan<float> Gate => _weights[FnoTensors.Gate(_layer)];

    /// <summary>First map of the layer's MLP, shape [K, H].</summary>
    public ReadOnlySpan<float> MlpWeight0 => _weights[FnoTensors.MlpWeight0(_layer)];

    /// <summary>Bias of the first map, shape [K].</summary>
    public ReadOnlySpan<float> MlpBias0 => _weights[FnoTensors.MlpBias0(_layer)];

    /// <summary>Second map of the layer's MLP, shape [H, K].</summary>
    public ReadOnlySpan<float> MlpWeight1 => _weights[FnoTensors.MlpWeight1(_layer)];

    /// <summary>Bias of the second map, shape [H].</summary>
    public ReadOnlySpan<float> MlpBias1 => _weights[FnoTensors.MlpBias1(_layer)];
}

namespace Noble.Edge.Benchmarks;

/// <summary>How libtorch is asked for the spectral layers.</summary>
internal enum TorchForm
{
    /// <summary>rfft, a complex product over the kept modes, irfft: the published code.</summary>
    FullFft,

    /// <summary>Two real matrix products with the kept modes.</summary>
    Matrices,

    /// <summary>The same split in two shorter transforms each way, a fifth of the multiplications.</summary>
    SplitMatrices,
}

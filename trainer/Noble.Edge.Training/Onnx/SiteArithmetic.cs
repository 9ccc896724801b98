namespace Noble.Edge.Training;

/// <summary>What the products of one site are computed in.</summary>
internal enum SiteArithmetic
{
    /// <summary>float32.</summary>
    Float,

    /// <summary>float16, sums as the provider makes them.</summary>
    Half,

    /// <summary>int8 weights and activations, symmetric, between explicit QuantizeLinear and DequantizeLinear.</summary>
    Int8,
}

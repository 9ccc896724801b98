namespace Noble.Edge.Operator;

/// <summary>Which kernels a <see cref="SimdEngine"/> uses.</summary>
public enum SimdInstructions
{
    /// <summary>The widest vectors this machine has, else the scalar kernels.</summary>
    Widest,

    /// <summary>The scalar twins: plain loops, on every machine, for tests and for machines without vectors.</summary>
    Scalar,

    /// <summary>128-bit vectors: NEON, SSE.</summary>
    Vector128,

    /// <summary>256-bit vectors: AVX2 with FMA.</summary>
    Vector256,

    /// <summary>512-bit vectors: AVX-512.</summary>
    Vector512,
}

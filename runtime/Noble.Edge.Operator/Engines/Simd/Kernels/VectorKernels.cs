namespace Noble.Edge.Operator;

/// <summary>The vector kernels, one compiled copy per width.</summary>
/// <remarks>
/// Register plan, 16 registers of AVX2: four output rows times three vectors are twelve accumulators, three inputs, one
/// broadcast weight. Twelve independent sums also cover the latency of the multiply-add (four cycles, two a cycle).
/// </remarks>
internal sealed unsafe partial class VectorKernels<TLanes, TVector> : KernelSet
    where TLanes : struct, ILanes<TVector>
    where TVector : unmanaged
{
    public override int Lanes => TLanes.Count;

    public override int MostVectors => TLanes.MostVectors;

    public override string Name => $"{TLanes.Count * 32}-bit";

    public override void Gelu(float* values, nint count) => TLanes.Gelu(values, count);
}

namespace Noble.Edge.Host.Tests.Running;

public class VectorsNoteTests
{
    private const string Wide = "fpu avx2 avx512f avx512dq avx512cd avx512bw avx512vl";

    [Fact]
    public void VectorsNote_CpuWithoutAvx512_IsEmpty()
    {
        Assert.Equal("", VectorsNote.Of("fpu avx2", null, "/none/noble-edge.avx512"));
        Assert.Equal("", VectorsNote.Of("fpu avx2 avx512f", null, "/none/noble-edge.avx512"));
    }

    [Fact]
    public void VectorsNote_WiderCpu_SaysWhy()
    {
        Assert.Equal(", not 512-bit because of NOBLE_EDGE_VECTORS=avx2", VectorsNote.Of(Wide, "avx2", "/none/noble-edge.avx512"));
        Assert.Equal(", not 512-bit because /none/noble-edge.avx512 is not there", VectorsNote.Of(Wide, null, "/none/noble-edge.avx512"));
        Assert.Equal($", not 512-bit because {Environment.ProcessPath} did not start", VectorsNote.Of(Wide, "auto", Environment.ProcessPath!));
    }

    [Fact]
    public void VectorsNote_CompiledAtRunTime_IsEmpty() => Assert.Equal("simd, 256-bit", VectorsNote.After("simd, 256-bit"));
}

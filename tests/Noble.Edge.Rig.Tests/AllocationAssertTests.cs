using Noble.Edge.Tests;

namespace Noble.Edge.Rig.Tests;

public class AllocationAssertTests
{
    private object? _kept;

    [Fact]
    public void AllocatesNothing_OneSmallObject_Fails()
    {
        var error = Assert.ThrowsAny<Exception>(() => AllocationAssert.AllocatesNothing(() => _kept = new object()));
        Assert.Contains("24 bytes", error.Message, StringComparison.Ordinal);
        Assert.NotNull(_kept);
    }

    [Fact]
    public void AllocatesNothing_NoObject_Passes() => AllocationAssert.AllocatesNothing(() => GC.KeepAlive(_kept));
}

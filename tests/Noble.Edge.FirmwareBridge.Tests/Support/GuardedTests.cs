namespace Noble.Edge.FirmwareBridge.Tests;

public class GuardedTests
{
    [Fact]
    public void AssertIntact_ByteChanged_Fails()
    {
        var buffer = Guarded.Buffer(4);
        buffer[4] = 1;
        Guarded.AssertIntact(buffer, 5);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Guarded.AssertIntact(buffer, 4));
    }
}

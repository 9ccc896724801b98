namespace Noble.Edge.FirmwareBridge.Tests;

public class ByteDamageTests
{
    [Theory]
    [InlineData(0.01, 0, 0, 0)]
    [InlineData(0, 0.01, 0, 0)]
    [InlineData(0, 0, 0.01, 0)]
    [InlineData(0, 0, 0, 0.01)]
    public void Apply_EachKind_DoesAboutAsManyAsItsChance(double corrupt, double drop, double duplicate, double reorder)
    {
        var bytes = new byte[100_000];
        new Random(1).NextBytes(bytes);
        var damage = new ByteDamage(2, corrupt, drop, duplicate, reorder);
        var damaged = damage.Apply(bytes);
        Assert.InRange(damage.Count, 850, 1_150);
        var expected = bytes.Length - (drop > 0 ? damage.Count : 0) + (duplicate > 0 ? damage.Count : 0);
        Assert.Equal(expected, damaged.Length);
        Assert.NotEqual(bytes, damaged);
    }

    [Fact]
    public void Apply_None_ChangesNothing()
    {
        var damage = new ByteDamage(3);
        Assert.Equal([1, 2, 3], damage.Apply([1, 2, 3]));
        Assert.Equal(0, damage.Count);
    }
}

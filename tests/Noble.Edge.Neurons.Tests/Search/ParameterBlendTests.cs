namespace Noble.Edge.Neurons.Tests;

public class ParameterBlendTests
{
    private static readonly ParameterSet A = new("a", [new("soma.g", 1), new("dend.g", 1), new("soma.h", 3), new("soma.cm", 2)]);
    private static readonly ParameterSet B = new("b", [new("soma.g", 5), new("dend.g", 5), new("soma.h", 3), new("soma.cm", 4)]);

    [Fact]
    public void Create_TwoSets_LiesBetweenThemParameterByParameter()
    {
        var shares = new Queue<double>([0.25, 0.75, 0.5]);
        var child = ParameterBlend.Create("child", A, B, shares.Dequeue);

        Assert.Equal("child", child.Name);

        // In the order of names: dend.g, soma.cm, (soma.g with dend.g, which is the same number in both), soma.h.
        Assert.Equal(2, child.Values["dend.g"]);
        Assert.Equal(2, child.Values["soma.g"]);
        Assert.Equal(3.5, child.Values["soma.cm"]);
        Assert.Equal(3, child.Values["soma.h"]);
    }

    [Fact]
    public void Create_SetsOfOtherParameters_IsRefused()
    {
        var other = new ParameterSet("c", [new("soma.g", 5)]);

        Assert.StartsWith("'a' and 'c' name different parameters", Assert.Throws<ArgumentException>(() => ParameterBlend.Create("x", A, other, () => 0)).Message, StringComparison.Ordinal);
    }
}

using TorchSharp;

namespace Noble.Edge.Training.Tests;

public sealed class RelativeLpLossTests
{
    public RelativeLpLossTests() => TorchNative.EnsureLoadable();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Compute_TwoTraces_IsTheMeanOfTheirRatios(double order)
    {
        double[][] target = [[3, -4, 1], [-70, -60, 20]];
        double[][] predicted = [[2, -4, 3], [-70, -50, 0]];
        var expected = target.Zip(predicted, (t, p) =>
            Math.Pow(t.Zip(p, (a, b) => Math.Pow(Math.Abs(a - b), order)).Sum() / t.Sum(a => Math.Pow(Math.Abs(a), order)), 1 / order)).Average();

        using var scope = torch.NewDisposeScope();
        var loss = RelativeLpLoss.Compute(Tensor(predicted), Tensor(target), order).item<float>();

        Assert.Equal(expected, loss, 1e-5);
    }

    [Fact]
    public void Compute_SameTrace_IsNothing()
    {
        using var scope = torch.NewDisposeScope();
        var trace = torch.tensor(new float[] { -70, -60, 30 }, [1, 3]);

        Assert.InRange(RelativeLpLoss.Compute(trace, trace, 4).item<float>(), 0, 2e-5);
    }

    private static torch.Tensor Tensor(double[][] rows) =>
        torch.tensor(rows.SelectMany(row => row).Select(v => (float)v).ToArray(), [rows.Length, rows[0].Length]);
}

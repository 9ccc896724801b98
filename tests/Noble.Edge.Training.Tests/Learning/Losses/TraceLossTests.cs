using TorchSharp;

namespace Noble.Edge.Training.Tests;

public sealed class TraceLossTests
{
    private const double Step = 0.5; // [ms]

    public TraceLossTests() => TorchNative.EnsureLoadable();

    // By hand: target (3, -4, 12, 0), error (1, 0, -2, 2). Derivatives per ms, sampled every 0.5 ms: of the target -7 / 0.5 = -14,
    // (12 - 3) / 1 = 9, (0 + 4) / 1 = 4, -12 / 0.5 = -24, squares 869; of the error -2, -3, 2, 8, squares 81.
    [Theory]
    [InlineData("relative-lp", 1, 5.0 / 19)]
    [InlineData("relative-lp", 2, 0.23076923076923078)] // 3 / 13
    [InlineData("relative-lp", 4, 0.198928)] // ((1 + 16 + 16) / (81 + 256 + 20736))^(1/4)
    [InlineData("absolute-lp", 1, 1.25)]
    [InlineData("absolute-lp", 2, 1.5)]
    [InlineData("absolute-lp", 4, 1.694776)] // (33 / 4)^(1/4)
    [InlineData("relative-h1", 4, 0.294458)] // sqrt((9 + 81) / (169 + 869))
    [InlineData("absolute-h1", 4, 4.743416)] // sqrt((9 + 81) / 4)
    public void Compute_HandComputedTrace_GivesItsLoss(string name, double order, double expected)
    {
        using var scope = torch.NewDisposeScope();
        var target = torch.tensor(new double[] { 3, -4, 12, 0 }, [1, 4]);
        var predicted = torch.tensor(new double[] { 4, -4, 10, 2 }, [1, 4]);
        var loss = new TraceLoss(name, order, Step).Compute(predicted, target).item<double>();

        Assert.Equal(expected, loss, 1e-5);
    }

    [Theory]
    [InlineData("relative-lp", 1)]
    [InlineData("relative-lp", 2)]
    [InlineData("relative-lp", 4)]
    [InlineData("absolute-lp", 1)]
    [InlineData("absolute-lp", 2)]
    [InlineData("absolute-lp", 4)]
    [InlineData("relative-h1", 4)]
    [InlineData("absolute-h1", 4)]
    public void Compute_Gradient_IsThatOfFiniteDifferences(string name, double order)
    {
        const double H = 1e-6;
        var loss = new TraceLoss(name, order, Step);
        double[] target = [-70, -60, 30, -75, -71, -69, -72, 10, -80, -70];
        double[] values = [-69, -62, 25, -74.5, -70, -68, -75, 12, -79, -71];
        using var scope = torch.NewDisposeScope();
        var truth = torch.tensor(target, [2, 5]);
        var predicted = torch.tensor(values, [2, 5], requires_grad: true);

        var gradient = torch.autograd.grad([loss.Compute(predicted, truth)], [predicted])[0].data<double>().ToArray();

        for (var i = 0; i < values.Length; i++)
        {
            var difference = (At(i, H) - At(i, -H)) / (2 * H);

            // Central differences at 1e-6 leave rounding of about 1e-9 and a third derivative's worth of 1e-12.
            Assert.Equal(difference, gradient[i], 1e-7);
        }

        double At(int i, double shift)
        {
            double[] moved = [.. values];
            moved[i] += shift;
            return loss.Compute(torch.tensor(moved, [2, 5]), truth).item<double>();
        }
    }

    [Fact]
    public void Compute_TwoTraces_IsTheMeanOfTheirLosses()
    {
        using var scope = torch.NewDisposeScope();
        var target = torch.tensor(new double[] { 10, 10, 10, 10, 10, 10 }, [2, 3]);
        var predicted = torch.tensor(new double[] { 11, 11, 11, 13, 13, 13 }, [2, 3]);

        Assert.Equal(0.2, new TraceLoss("relative-lp", 2, Step).Compute(predicted, target).item<double>(), 1e-9);
        Assert.Equal(2, new TraceLoss("absolute-h1", 2, Step).Compute(predicted, target).item<double>(), 1e-9);
    }

    [Fact]
    public void Constructor_UnknownName_SaysWhatThereIs()
    {
        var error = Assert.Throws<ArgumentException>(() => new TraceLoss("huber", 2, Step));

        Assert.StartsWith("unknown loss 'huber', expected one of relative-lp, absolute-lp, relative-h1, absolute-h1", error.Message, StringComparison.Ordinal);
    }
}

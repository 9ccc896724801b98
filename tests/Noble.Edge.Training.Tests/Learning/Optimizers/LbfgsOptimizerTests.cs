using Noble.Edge.Tests;
using TorchSharp;
using TorchSharp.Modules;

namespace Noble.Edge.Training.Tests;

public sealed class LbfgsOptimizerTests : IDisposable
{
    private static readonly TrainingConfiguration Options = new() { LbfgsIterations = 4, LbfgsHistory = 5, ClipNorm = 0 };

    private readonly TemporaryFolder _temporary = new();

    public LbfgsOptimizerTests() => TorchNative.EnsureLoadable();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Step_Rosenbrock_FindsItsMinimum()
    {
        using var point = Point();
        using var optimizer = new LbfgsOptimizer([point], Options);

        for (var i = 0; i < 20; i++)
        {
            optimizer.Step(() => Rosenbrock(point), 1);
        }

        // float32: the valley is flat to 1e-7 of the loss within 1e-3 of (1, 1).
        Assert.Equal([1, 1], point.data<float>().ToArray().Select(x => Math.Round(x, 2)));
    }

    [Fact]
    public void Step_LossBefore_IsReturned()
    {
        using var point = Point();
        using var optimizer = new LbfgsOptimizer([point], Options);

        Assert.Equal(24.2, optimizer.Step(() => Rosenbrock(point), 1).item<float>(), 1e-4);
    }

    [Fact]
    public void Load_SavedHistory_ContinuesToTheSameBits()
    {
        using var whole = Point();
        using (var optimizer = new LbfgsOptimizer([whole], Options))
        {
            for (var i = 0; i < 5; i++)
            {
                optimizer.Step(() => Rosenbrock(whole), 0.5);
            }
        }

        using var parted = Point();
        for (var i = 0; i < 5; i++)
        {
            using var optimizer = new LbfgsOptimizer([parted], Options);
            if (i > 0)
            {
                optimizer.Load(_temporary.FullName);
            }

            optimizer.Step(() => Rosenbrock(parted), 0.5);
            optimizer.Save(_temporary.FullName);
        }

        Assert.Equal(whole.data<float>().ToArray(), parted.data<float>().ToArray());
    }

    [Fact]
    public void Step_ClipNorm_BoundsTheChange()
    {
        using var point = Point();
        using var optimizer = new LbfgsOptimizer([point], Options with { LbfgsIterations = 1, ClipNorm = 0.01 });

        optimizer.Step(() => Rosenbrock(point), 1);

        var values = point.data<float>().ToArray();
        Assert.InRange(Math.Sqrt(Math.Pow(values[0] + 1.2, 2) + Math.Pow(values[1] - 1, 2)), 0.001, 0.01001);
    }

    private static Parameter Point() => new(torch.tensor(new float[] { -1.2f, 1 }), requires_grad: true);

    private static torch.Tensor Rosenbrock(Parameter p) => (1 - p[0]).square() + (100 * (p[1] - p[0].square()).square());
}

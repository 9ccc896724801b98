using Noble.Edge.Operator.Tests.Support;
using Noble.Edge.Tests;

namespace Noble.Edge.Operator.Tests;

/// <summary>A population rendered by an engine whose unit of work is a batch.</summary>
public sealed class EngineRenderingTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly ModelBundle _model;

    public EngineRenderingTests()
    {
        string folder = SmallModel.Write(_temporary.File("small.noble"));
        OnnxNetwork.AddTo(folder);
        _model = ModelBundle.Load(folder);
    }

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(16, 3)]
    public void Render_Onnx_IsTheCpuEnginesVoltage(int batch, int threads)
    {
        var population = Population.Draw(_model, 7, 3);
        var options = new RendererOptions { Threads = threads, Variability = 0.3, Seed = 5, Batch = batch };
        using OnnxEngine engine = Open();
        using var renderer = new PopulationRenderer(_model, population, options, engine);
        using var simd = new PopulationRenderer(_model, population, options);
        double[] currents = [0.1, 0.15, 0.2, 0.25, 0.05, 0, -0.1];

        for (long trial = 0; trial < 2; trial++)
        {
            float[] voltage = renderer.Render(trial, currents).ToArray();

            Assert.InRange(Error.RelativeRms(simd.Render(trial, currents), voltage), 0, 3e-6);
        }

        Assert.Equal($"{engine.Description}, batches of {Math.Min(batch, 7)}", renderer.EngineDescription);
    }

    [Fact]
    public void Render_OnnxAfterTheFirst_AllocatesNothing()
    {
        using OnnxEngine engine = Open();

        // A last batch that is smaller, too.
        using var renderer = new PopulationRenderer(_model, Population.FromTrainingPoints(_model, 4), new RendererOptions { Threads = 1, Variability = 0.1, Batch = 3 }, engine);
        renderer.Render(0, 0.2);
        double sum = 0;
        foreach (var run in AllocationAssert.Runs())
        {
            for (int trial = 1; trial < 4; trial++)
            {
                foreach (float value in renderer.Render(trial, 0.25))
                {
                    sum += value;
                }
            }
        }
        Assert.True(double.IsFinite(sum) && sum != 0);
    }

    [Fact]
    public void Render_EngineOfTheCaller_StaysTheCallers()
    {
        using var engine = new SimdEngine(_model.Weights, SmallModel.Length);
        var population = Population.FromTrainingPoints(_model, 2);
        float[] first;
        using (var renderer = new PopulationRenderer(_model, population, RendererOptions.Default, engine))
        {
            first = renderer.Render(0, 0.2).ToArray();
        }

        using var again = new PopulationRenderer(_model, population, RendererOptions.Default, engine);
        Assert.Equal(first, again.Render(0, 0.2).ToArray());
    }

    [Fact]
    public void Render_EngineForAnotherGrid_IsRefused()
    {
        using var engine = new SimdEngine(_model.Weights, SmallModel.Length + 1);

        Assert.StartsWith(
            $"an engine for {SmallModel.Length + 1} samples",
            Assert.Throws<ArgumentException>(() => new PopulationRenderer(_model, Population.FromTrainingPoints(_model, 2), RendererOptions.Default, engine)).Message,
            StringComparison.Ordinal);
    }

    private OnnxEngine Open() => OnnxEngine.Open(_model, OnnxPrecision.Fp32, new OnnxEngineOptions { Providers = [OnnxProvider.Cpu], Threads = 1 });
}

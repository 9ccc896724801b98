using Noble.Edge.Tests;

namespace Noble.Edge.Operator.Tests;

public sealed class PopulationRendererTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly ModelBundle _model;

    public PopulationRendererTests() => _model = ModelBundle.Load(SmallModel.Write(_temporary.File("small.noble")));

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Render_AnyNumberOfThreads_GivesTheSameVoltage()
    {
        var one = Render(threads: 1, variability: 0.2, seed: 3, trial: 4);
        var three = Render(threads: 3, variability: 0.2, seed: 3, trial: 4);

        Assert.Equal(one, three);
    }

    [Fact]
    public void Render_MatchesTheReferenceEngine()
    {
        var population = Population.FromTrainingPoints(_model, 1);
        using var renderer = new PopulationRenderer(_model, population, new RendererOptions { Threads = 1 });
        var voltage = renderer.Render(0, 0.2).ToArray();

        var input = new float[_model.Manifest.Network.InputChannels * SmallModel.Length];
        new InputEmbedding(_model.Manifest).Fill(0.2, population.Features(0), population.Clock(0), input, SmallModel.Length);
        using var reference = new ReferenceEngine(_model.Weights, SmallModel.Length);
        var output = new float[SmallModel.Length];
        reference.Forward(input, 1, output);

        for (var k = 0; k < SmallModel.Length; k++)
        {
            Assert.Equal(-75 + (100 * output[k]), voltage[k], 0.01);
        }
    }

    [Fact]
    public void Render_EachOption_HasAnEffect()
    {
        var plain = Render(threads: 1, variability: 0, seed: 3, trial: 1);

        Assert.Equal(plain, Render(threads: 1, variability: 0, seed: 4, trial: 2));
        Assert.NotEqual(plain, Render(threads: 1, variability: 0.5, seed: 3, trial: 1));
        Assert.NotEqual(Render(1, 0.5, 3, 1), Render(1, 0.5, 4, 1));
        Assert.NotEqual(Render(1, 0.5, 3, 1), Render(1, 0.5, 3, 2));
    }

    [Theory]
    [InlineData(0.31)]
    [InlineData(-0.2)]
    [InlineData(double.NaN)]
    public void Render_CurrentOutsideTheTrainedRange_Refuses(double current)
    {
        using var renderer = new PopulationRenderer(_model, Population.FromTrainingPoints(_model, 2), RendererOptions.Default);

        var error = Assert.Throws<CurrentRangeException>(() => renderer.Render(0, current).Length);

        Assert.Contains("is outside the trained range, expected -0.1 to 0.3 nA", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ACurrentForEachNeuron_IsAppliedToIt()
    {
        using var renderer = new PopulationRenderer(_model, Population.FromTrainingPoints(_model, 2), RendererOptions.Default);
        var same = renderer.Render(0, 0.1).ToArray();

        var mixed = renderer.Render(0, [0.1, 0.2]).ToArray();

        Assert.Equal(same[..SmallModel.Length], mixed[..SmallModel.Length]);
        Assert.NotEqual(same[SmallModel.Length..], mixed[SmallModel.Length..]);
    }

    [Fact]
    public void Render_AfterTheFirst_AllocatesNothing()
    {
        using var renderer = new PopulationRenderer(_model, Population.FromTrainingPoints(_model, 4), new RendererOptions { Threads = 1, Variability = 0.1 });
        renderer.Render(0, 0.2);

        // One thread: the worker is the caller, whose allocations can be told from those of other tests.
        var sum = 0.0;
        foreach (var run in AllocationAssert.Runs())
        {
            foreach (var value in renderer.Render(1, 0.25))
            {
                sum += value;
            }
        }
        Assert.True(double.IsFinite(sum) && sum != 0);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 1.5)]
    public void RendererOptions_OutOfRange_SaysWhatIsAccepted(int threads, double variability) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RendererOptions { Threads = threads, Variability = variability });

    private float[] Render(int threads, double variability, ulong seed, long trial)
    {
        using var renderer = new PopulationRenderer(
            _model, Population.FromTrainingPoints(_model, 4), new RendererOptions { Threads = threads, Variability = variability, Seed = seed });
        return renderer.Render(trial, 0.22).ToArray();
    }
}

using Noble.Edge.Tests;

namespace Noble.Edge.Operator.Tests;

public sealed class InterpolationTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly ModelBundle _model;
    private readonly Population _trained;

    public InterpolationTests()
    {
        _model = ModelBundle.Load(SmallModel.Write(_temporary.File("small.noble")));
        _trained = Population.FromTrainingPoints(_model, 4);
    }

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Interpolate_TwoNeurons_EndsAreThoseNeuronsExactly()
    {
        var between = _trained.Interpolate([1, 3], 5);

        Assert.Equal(5, between.Count);
        foreach (var (n, end) in new[] { (0, 1), (4, 3) })
        {
            Assert.Equal(_trained.Name(end), between.Name(n));
            Assert.Equal(_trained.Features(end).ToArray(), between.Features(n).ToArray());
            Assert.Equal(_trained.Clock(end).ToArray(), between.Clock(n).ToArray());
        }

        Assert.Equal("n-1..n-3@0.25", between.Name(1));
    }

    [Fact]
    public void Interpolate_Between_FeaturesAndClockOffsetsAreLinear()
    {
        var between = _trained.Interpolate([1, 3], 5);
        var mapped = Population.FromPoints(_model, ["mapped"], [between.Features(1).ToArray()]);
        var ends = Population.FromPoints(_model, ["a", "b"], [_trained.Features(1).ToArray(), _trained.Features(3).ToArray()]);

        Assert.Equal(0.0975, between.Features(1)[0], 12);
        Assert.Equal(-72.75, between.Features(1)[1], 12);
        for (var c = 0; c < between.CoefficientCount; c++)
        {
            var (first, last) = (_trained.Clock(1)[c] - ends.Clock(0)[c], _trained.Clock(3)[c] - ends.Clock(1)[c]);
            Assert.Equal(mapped.Clock(0)[c] + (0.75 * first) + (0.25 * last), between.Clock(1)[c], 12);
        }
    }

    [Fact]
    public void Interpolate_ThroughAList_MeetsEveryNeuronOfIt()
    {
        var between = _trained.Interpolate([0, 2, 1], 7);

        Assert.Equal(["n-0", "n-0..n-2@0.3333", "n-0..n-2@0.6667", "n-2", "n-2..n-1@0.3333", "n-2..n-1@0.6667", "n-1"], Enumerable.Range(0, 7).Select(between.Name));
        Assert.Equal(_trained.Clock(2).ToArray(), between.Clock(3).ToArray());
        Assert.Empty(between.Outside());
    }

    [Fact]
    public void Interpolate_WithVariability_TheOffsetGoesWithTheNeuron()
    {
        var between = _trained.Interpolate([1, 3], 3);
        var (features, clock) = (new double[2], new double[between.CoefficientCount]);

        between.DrawTrial(1, 0, 0.5, 3, features, clock);

        var mapped = Population.FromPoints(_model, ["drawn", "still"], [features, between.Features(1).ToArray()]);
        for (var c = 0; c < clock.Length; c++)
        {
            Assert.Equal(between.Clock(1)[c] - mapped.Clock(1)[c], clock[c] - mapped.Clock(0)[c], 12);
        }
    }

    [Theory]
    [InlineData(new[] { 1 }, 5, "5 neurons on a way through 1, expected at least 2 through at least 2")]
    [InlineData(new[] { 1, 2 }, 1, "1 neurons on a way through 2, expected at least 2 through at least 2")]
    [InlineData(new[] { 1, 4 }, 3, "no neuron 4 to interpolate, expected 0 to 3")]
    [InlineData(new[] { -1, 2 }, 3, "no neuron -1 to interpolate, expected 0 to 3")]
    public void Interpolate_Impossible_SaysWhy(int[] path, int count, string expected) =>
        Assert.Equal(expected, Assert.Throws<PopulationException>(() => _trained.Interpolate(path, count)).Message);
}

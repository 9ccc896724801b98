using Noble.Edge.Tests;

namespace Noble.Edge.Operator.Tests;

public sealed class PopulationTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly ModelBundle _model;

    public PopulationTests() => _model = ModelBundle.Load(SmallModel.Write(_temporary.File("small.noble")));

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void FromTrainingPoints_HasThePointsAndTheirOwnClocks()
    {
        var population = Population.FromTrainingPoints(_model, 3);

        Assert.Equal("n-2", population.Name(2));
        Assert.Equal([0.05, -65], population.Features(2).ToArray());
        Assert.Equal(_model.TrainedClock(2), population.Clock(2).ToArray());
    }

    [Fact]
    public void FromTrainingPoints_MoreThanThereAre_SaysHowMany()
    {
        var error = Assert.Throws<PopulationException>(() => Population.FromTrainingPoints(_model, 5));

        Assert.Contains("5 neurons asked for, but model 'small' has 4 training neurons", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_SameSeed_GivesTheSameNeuronsAllInside()
    {
        var one = Population.Draw(_model, 50, 9);
        var other = Population.Draw(_model, 50, 9);
        var different = Population.Draw(_model, 50, 10);

        Assert.Empty(one.Outside());
        for (var n = 0; n < 50; n++)
        {
            Assert.Equal(one.Features(n).ToArray(), other.Features(n).ToArray());
            Assert.NotEqual(one.Features(n).ToArray(), different.Features(n).ToArray());
        }
    }

    [Fact]
    public void Draw_LargerPopulation_BeginsWithTheSmaller() =>
        Assert.Equal(
            Population.Draw(_model, 4, 2).Features(3).ToArray(),
            Population.Draw(_model, 40, 2).Features(3).ToArray());

    [Fact]
    public void DrawTrial_NoVariability_IsTheNeuronItself()
    {
        var population = Population.FromTrainingPoints(_model, 4);
        var (features, clock) = DrawTrial(population, 1, trial: 5, variability: 0);

        Assert.Equal(population.Features(1).ToArray(), features);
        Assert.Equal(population.Clock(1).ToArray(), clock);
    }

    [Fact]
    public void DrawTrial_WithVariability_DiffersByTrialAndStaysInTheHull()
    {
        var population = Population.FromTrainingPoints(_model, 4);
        var (first, _) = DrawTrial(population, 1, trial: 0, variability: 0.3);
        var (again, _) = DrawTrial(population, 1, trial: 0, variability: 0.3);
        var (second, _) = DrawTrial(population, 1, trial: 1, variability: 0.3);

        Assert.Equal(first, again);
        Assert.NotEqual(first, second);
        Assert.Equal(0, _model.Latent.DistanceToHull(first));
    }

    [Fact]
    public void FromCsv_ColumnsInAnyOrder_AreRead()
    {
        var path = _temporary.File("latents.csv");
        File.WriteAllText(path, "resting_voltage,threshold_current\n-70,0.07\n-66,0.06\n");

        var population = Population.FromCsv(_model, path);

        Assert.Equal(2, population.Count);
        Assert.Equal([0.07, -70], population.Features(0).ToArray());
    }

    [Theory]
    [InlineData("threshold_current,mood\n1,2\n", "line 1: unknown feature 'mood', expected the header threshold_current,resting_voltage")]
    [InlineData("threshold_current\n0.1\n", "line 1: 1 columns, expected each feature once")]
    [InlineData("threshold_current,resting_voltage\n0.07,-70\n0.07\n", "line 3: 1 values, expected 2")]
    [InlineData("threshold_current,resting_voltage\n0.07,cold\n", "line 2: 'cold' for resting_voltage, expected a number in mV")]
    [InlineData("threshold_current,resting_voltage\n", "has no neurons")]
    public void FromCsv_BadFile_NamesLineAndExpectation(string text, string expected)
    {
        var path = _temporary.File("latents.csv");
        File.WriteAllText(path, text);

        var error = Assert.Throws<PopulationException>(() => Population.FromCsv(_model, path));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Outside_NeuronBeyondTheTrainingNeurons_IsFoundAndPlaced()
    {
        var population = Population.FromPoints(_model, ["in", "out"], [[0.07, -70], [0.2, -70]]);

        var (neuron, place) = Assert.Single(population.Outside());
        Assert.Equal(1, neuron);
        Assert.Equal(place, population.Place(1));
        Assert.Equal((0, 1), (place.Feature, place.Nearest));
        Assert.InRange(place.Distance, 3, 5);
        Assert.InRange(place.FeatureAtEdge, 0.09, 0.1);
        Assert.False(population.Place(0).IsOutside);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void FromPoints_ValueThatIsNoNumber_NamesNeuronAndFeature(double value)
    {
        var error = Assert.Throws<PopulationException>(() => Population.FromPoints(_model, ["a", "b"], [[0.07, -70], [0.07, value]]));

        Assert.Equal($"neuron 'b': resting_voltage is {value}, expected a number in mV", error.Message);
    }

    private static (double[] Features, double[] Clock) DrawTrial(Population population, int neuron, long trial, double variability)
    {
        var (features, clock) = (new double[population.FeatureCount], new double[population.CoefficientCount]);
        population.DrawTrial(neuron, trial, variability, 77, features, clock);
        return (features, clock);
    }
}

using Noble.Edge.Operator;

namespace Noble.Edge.Training.Tests;

public sealed class FiringZonesTests
{
    [Theory]
    [InlineData(0.05, new double[] { }, FiringZone.SubThreshold)]
    [InlineData(0.15, new double[] { 20 }, FiringZone.Transient)]
    [InlineData(0.3, new double[] { 20, 30, 40, 50, 60, 69 }, FiringZone.Repetitive)]
    [InlineData(0.3, new double[] { 20, 22, 24 }, FiringZone.Block)]
    [InlineData(0.3, new double[] { 12 }, FiringZone.Block)]
    public void Of_CurrentAndSpikesOfTheSolver_GiveTheZone(double current, double[] spikes, FiringZone expected) =>
        Assert.Equal(expected, FiringZones.Of(Data(current, spikes, new() { ["rheobase"] = 0.1, ["threshold_current"] = 0.2 }), 0));

    [Fact]
    public void Of_NeuronWithoutRheobase_SaysWhich()
    {
        var error = Assert.Throws<DataSetException>(() => FiringZones.Of(Data(0.1, [], []), 0));

        Assert.Equal("neuron 'a' of the data set has no feature 'rheobase'", error.Message);
    }

    private static DataSet Data(double current, double[] spikes, Dictionary<string, double> features) => new(
        new DataSetManifest
        {
            Schema = DataSetManifest.CurrentSchema,
            Cell = "none",
            Solver = "none",
            Grid = new GridSpec { Length = 160, StepMilliseconds = 0.5, StimulusOnMilliseconds = 10, StimulusOffMilliseconds = 70 },
            CurrentRange = new CurrentRange { MinimumNanoamperes = 0, MaximumNanoamperes = 1 },
            Seed = 1,
            Neurons = [new DataSetNeuron { Name = "a", Features = features }],
            Traces = [new DataSetTrace { Neuron = 0, CurrentNanoamperes = current }],
        },
        new float[160],
        spikes,
        [0, spikes.Length]);
}

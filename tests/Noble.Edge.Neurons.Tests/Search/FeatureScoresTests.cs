namespace Noble.Edge.Neurons.Tests;

public class FeatureScoresTests
{
    private static readonly NeuronCollection Neurons = CellSource.Read("fast-spiking");

    private static readonly StepProtocol Timing = new()
    {
        SettleMilliseconds = 20,
        RestBeforeMilliseconds = 5,
        StepMilliseconds = 40,
        RestAfterMilliseconds = 10,
        SolverStepMilliseconds = 0.05,
    };

    [Fact]
    public void Evaluate_KnownNeuron_IsItsDistanceInSpreads()
    {
        var simulator = new CurrentClampSimulator(Neurons.Cell, Timing);
        var features = new FeatureValues[2];
        simulator.Run(
            [(Neurons.ParameterSets[2], 0.2), (Neurons.ParameterSets[2], 0.3)],
            (run, voltage) => features[run] = ElectrophysiologicalFeatures.Extract(voltage.Span, FeatureWindow.Of(Timing)));
        var targets = new SearchTargets(
        [
            new("a", 0.2, Timing, [new("Spikecount", features[0].Mean("Spikecount") + 1, 0.5), new("AP1_peak", features[0].Mean("AP1_peak") - 3, 2)]),
            new("b", 0.3, Timing, [new("AP1_width", features[1].Mean("AP1_width") * 1000, 1e-3)]),
            new("shorter", 0.3, Timing with { StepMilliseconds = 30 }, [new("AP1_width", features[1].Mean("AP1_width"), 1)]),
        ]);

        var scores = new FeatureScores(SearchBounds.Of(Neurons), targets).Evaluate([Neurons.ParameterSets[3], Neurons.ParameterSets[2]]);

        Assert.Equal(2, scores[1][0], 1e-9);
        Assert.Equal(1.5, scores[1][1], 1e-9);
        Assert.Equal(FeatureScores.Penalty, scores[1][2]);
        Assert.Equal(0, scores[1][3], 1e-9);
        Assert.NotEqual(scores[0], scores[1]);
    }

    [Fact]
    public void Evaluate_UndefinedFeature_GetsThePenalty()
    {
        var targets = new SearchTargets([new("silent", 0, Timing, [new("Spikecount", 0, 1), new("AP1_width", 0.3, 1)])]);

        var scores = new FeatureScores(SearchBounds.Of(Neurons), targets).Evaluate([Neurons.ParameterSets[0]])[0];

        Assert.Equal([0, FeatureScores.Penalty], scores);
    }

    [Fact]
    public void Evaluate_VoltageNotFinite_GetsThePenaltyThroughout()
    {
        var targets = new SearchTargets(
        [
            new("a", 0.2, Timing, [new("Spikecount", 0, 1)]),
            new("b", 0.3, Timing, [new("Spikecount", 0, 1), new("voltage_base", -70, 1)]),
        ]);

        // A negative leak of three quarters of the capacitance over the step makes the voltage grow at every one of them.
        var burst = new ParameterSet("bursts", [new("soma.pas.g", -0.015), new("dend.pas.g", -0.015), new("axon.pas.g", -0.015)]);
        var scores = new FeatureScores(SearchBounds.Of(Neurons), targets).Evaluate([burst, Neurons.ParameterSets[0]]);

        Assert.All(scores[0], s => Assert.Equal(FeatureScores.Penalty, s));
        Assert.All(scores[1], s => Assert.True(s < FeatureScores.Penalty));
    }
}

namespace Noble.Edge.Neurons.Tests;

/// <summary>Against NEURON 8.2.2 (backward Euler, exact rates, 0.02 ms); passes silently where the traces are absent.</summary>
public class NeuronReferenceTests
{
    [Theory]
    [InlineData("hh1", 0.02)]
    [InlineData("hh1", 0.05)]
    [InlineData("hh1", 0.1)]
    [InlineData("hh1", 0.2)]
    [InlineData("hh1", 0.5)]
    [InlineData("bas1", 0.1)]
    [InlineData("bas1", 0.2)]
    [InlineData("bas1", 0.3)]
    [InlineData("bas5", 0.3)]
    public void Simulator_HodgkinHuxleyCell_MatchesNeuron(string model, double current)
    {
        var path = SharedData.Find("neuron-traces", FormattableString.Invariant($"{model}_notable_amp{current}.npy"));
        if (path is null)
        {
            return;
        }

        var expected = SharedData.ReadNpy(path);
        var actual = Run(Cell(model), current);

        for (var i = 0; i < actual.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-6);
        }

        var spikes = SpikeTimes.Detect(expected.AsSpan(0, actual.Length), 0.02, 0);
        Assert.All(spikes.Zip(SpikeTimes.Detect(actual, 0.02, 0)), t => Assert.Equal(t.First, t.Second, 1e-9));
    }

    [Fact]
    public void Simulator_HodgkinHuxleySoma_FiresAsTheNearExactSolution()
    {
        var path = SharedData.Find("neuron-traces", "hh1_ref_amp0.1.npy");
        if (path is null)
        {
            return;
        }

        var expected = SpikeTimes.Detect(SharedData.ReadNpy(path), 0.02, 0);
        var actual = SpikeTimes.Detect(Run(Cell("hh1"), 0.1, 0.001), 0.001, 0);

        // First order at 0.001 ms: 0.004 ms late a spike (the 0.02 ms run is 0.055 ms late a spike), adding up over 25 spikes.
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), t => Assert.Equal(t.First, t.Second, 0.1));
    }

    private static double[] Run(CellDescription cell, double current, double step = 0.02)
    {
        var protocol = new StepProtocol { SettleMilliseconds = 0, SolverStepMilliseconds = step };
        double[] actual = [];
        new CurrentClampSimulator(cell, protocol, 1).Run([(ParameterSet.Defaults, current)], (_, trace) => actual = trace.ToArray());
        return actual;
    }

    private static CellDescription Cell(string model) => model switch
    {
        "hh1" => ReferenceCells.HodgkinHuxley(),
        "bas1" => ReferenceCells.HodgkinHuxley(Section.Cylinder("dend0", "dend", 500, 2, 50, "soma", 1)),
        _ => ReferenceCells.HodgkinHuxley(
            Section.Cylinder("dend0", "dend", 200, 2, 10, "soma", 1),
            Section.Cylinder("dend1", "dend", 150, 1.5, 10, "soma", 0),
            Section.Cylinder("dend2", "dend", 250, 1, 10, "soma", 1),
            Section.Cylinder("dend3", "dend", 300, 1.2, 10, "soma", 0),
            Section.Cylinder("dend4", "dend", 100, 0.8, 10, "soma", 1)),
    };
}

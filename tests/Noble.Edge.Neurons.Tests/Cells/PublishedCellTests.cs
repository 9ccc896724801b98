namespace Noble.Edge.Neurons.Tests;

/// <summary>The published Pvalb cell against NEURON 8.2.2; passes silently where the data are absent.</summary>
public class PublishedCellTests
{
    [Theory]
    [InlineData(0, 0.2)]
    [InlineData(0, 0.3)]
    [InlineData(1, 0.25)]
    [InlineData(1, 0.4)]
    public void Simulator_AllActiveCell_MatchesNeuron(int set, double current)
    {
        var path = SharedData.Find("neuron-traces", FormattableString.Invariant($"aa_pvalb_318331342_hof{set}_amp{current}.npy"));
        var swc = SharedData.Find("cells", "pvalb-318331342", "Pvalb_469628681_m.swc");
        if (path is null || swc is null)
        {
            return;
        }

        var neurons = CellSource.ReadAllActive(swc, Path.Combine(Path.GetDirectoryName(swc)!, "hof", $"hof_param_318331342_{set}.json"));
        var expected = SharedData.ReadNpy(path);
        double[] actual = [];
        new CurrentClampSimulator(neurons.Cell, new StepProtocol { SettleMilliseconds = 0 }, 1)
            .Run([(neurons.ParameterSets[0], current)], (_, trace) => actual = trace.ToArray());

        // The scheme is the same to rounding; measured 3e-8 mV at most on these traces.
        for (var i = 0; i < actual.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-5);
        }
    }
}

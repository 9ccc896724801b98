namespace Noble.Edge.Validation;

/// <summary>README.md beside this file says what is measured and why.</summary>
public class PvalbAllActiveTests
{
    private const string Case = "pvalb-all-active";
    private const string Cell = "pvalb-318331342";
    private const double Step = 0.02; // [ms]

    private static readonly (int Set, double Current)[] Runs =
        [(0, 0.1), (0, 0.2), (0, 0.3), (1, 0.2), (1, 0.25), (1, 0.3), (1, 0.4)];

    // Seven traces are one group of lanes: simulated once, together.
    private static readonly Lazy<double[][]> Simulated = new(Simulate);

    [SharedTheory("neuron-traces", "aa_pvalb_318331342_hof0_amp0.2.npy")]
    [InlineData(0, 0.1)]
    [InlineData(0, 0.2)]
    [InlineData(0, 0.3)]
    [InlineData(1, 0.2)]
    [InlineData(1, 0.25)]
    [InlineData(1, 0.3)]
    [InlineData(1, 0.4)]
    public void Simulator_PublishedCell_MatchesNeuron(int set, double current)
    {
        var path = ReferenceFiles.Shared(
            "neuron-traces", FormattableString.Invariant($"aa_pvalb_318331342_hof{set}_amp{current}.npy"));
        Assert.NotNull(path);
        var actual = Simulated.Value[Array.IndexOf(Runs, (set, current))];
        var expected = ReferenceFiles.ReadNpy(path)[..actual.Length];
        var trace = FormattableString.Invariant($"set {set}, {current} nA");
        var expectedSpikes = SpikeTimes.Detect(expected, Step, 0);
        var actualSpikes = SpikeTimes.Detect(actual, Step, 0);

        Measured.SameCount(Case, $"{trace}, spikes", actualSpikes.Length, expectedSpikes.Length);
        Measured.AtMost(Case, $"{trace}, worst spike time", Traces.LargestShift(expectedSpikes, actualSpikes), 0.02, "ms");
        Measured.AtMost(Case, $"{trace}, RMSE", Traces.Rms(expected, actual), 0.05, "mV");
        Measured.AtMost(Case, $"{trace}, largest difference", Traces.Largest(expected, actual), 0.5, "mV");
    }

    private static double[][] Simulate()
    {
        var swc = ReferenceFiles.Shared("cells", Cell, "Pvalb_469628681_m.swc");
        Assert.NotNull(swc);
        var folder = Path.Combine(Path.GetDirectoryName(swc)!, "hof");
        NeuronCollection[] sets = [.. ((int[])[0, 1]).Select(set =>
            CellSource.ReadAllActive(swc, Path.Combine(folder, $"hof_param_318331342_{set}.json")))];
        var traces = new double[Runs.Length][];
        new CurrentClampSimulator(sets[0].Cell, new StepProtocol { SettleMilliseconds = 0, SolverStepMilliseconds = Step }).Run(
            [.. Runs.Select(run => (sets[run.Set].ParameterSets[0], run.Current))],
            (index, voltage) => traces[index] = voltage.ToArray());
        return traces;
    }
}

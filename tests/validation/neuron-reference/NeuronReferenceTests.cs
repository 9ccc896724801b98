using System.Globalization;

namespace Noble.Edge.Validation;

/// <summary>README.md beside this file says what is measured and why.</summary>
public class NeuronReferenceTests
{
    private const string Case = "neuron-reference";
    private const double Step = 0.02; // [ms]
    private const int Every = 10; // the stored traces hold every tenth sample
    private const double VoltageLimit = 1e-4; // [mV]
    private const double TimeLimit = 1e-6; // [ms]

    [Theory]
    [InlineData("hh1", 0.1)]
    [InlineData("hh1", 0.5)]
    [InlineData("bas1", 0.3)]
    [InlineData("bas5", 0.3)]
    public void Simulator_HodgkinHuxleyCell_MatchesNeuron(string model, double current)
    {
        var trace = FormattableString.Invariant($"{model}_amp{current}");
        var expected = ReferenceFiles.ReadNpy(ReferenceFiles.OfCase(Case, $"{trace}.npy"));
        var spikes = File.ReadLines(ReferenceFiles.OfCase(Case, "spikes.txt"))
            .Select(line => line.Split(' ')).Single(words => words[0] == trace)[1..]
            .Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray();

        var actual = Simulate(model, current);
        double[] sampled = [.. Enumerable.Range(0, (actual.Length + Every - 1) / Every).Select(k => actual[k * Every])];

        Compare(trace, expected.AsSpan(0, sampled.Length), sampled, spikes, SpikeTimes.Detect(actual, Step, 0));
    }

    [SharedTheory("neuron-traces", "hh1_notable_amp0.02.npy")]
    [InlineData("hh1", 0.02)]
    [InlineData("hh1", 0.05)]
    [InlineData("hh1", 0.1)]
    [InlineData("hh1", 0.2)]
    [InlineData("hh1", 0.5)]
    [InlineData("bas1", 0.1)]
    [InlineData("bas1", 0.2)]
    [InlineData("bas1", 0.3)]
    [InlineData("bas5", 0.3)]
    public void Simulator_SharedTrace_MatchesNeuron(string model, double current)
    {
        var trace = FormattableString.Invariant($"{model}_notable_amp{current}");
        var path = ReferenceFiles.Shared("neuron-traces", $"{trace}.npy");
        Assert.NotNull(path);
        var actual = Simulate(model, current);
        var expected = ReferenceFiles.ReadNpy(path)[..actual.Length];

        Compare($"shared {trace}", expected, actual, SpikeTimes.Detect(expected, Step, 0), SpikeTimes.Detect(actual, Step, 0));
    }

    private static void Compare(
        string trace, ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double[] expectedSpikes, double[] actualSpikes)
    {
        Measured.SameCount(Case, $"{trace}, spikes", actualSpikes.Length, expectedSpikes.Length);
        Measured.AtMost(Case, $"{trace}, largest difference", Traces.Largest(expected, actual), VoltageLimit, "mV");
        Measured.AtMost(Case, $"{trace}, worst spike time", Traces.LargestShift(expectedSpikes, actualSpikes), TimeLimit, "ms");
    }

    private static double[] Simulate(string model, double current)
    {
        var protocol = new StepProtocol { SettleMilliseconds = 0, SolverStepMilliseconds = Step };
        double[] actual = [];
        new CurrentClampSimulator(ReferenceCells.ByName(model), protocol, 1)
            .Run([(ParameterSet.Defaults, current)], (_, trace) => actual = trace.ToArray());
        return actual;
    }
}

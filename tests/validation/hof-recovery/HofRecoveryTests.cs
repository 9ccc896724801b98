using System.Globalization;

namespace Noble.Edge.Validation;

/// <summary>README.md beside this file says what is measured and why.</summary>
public class HofRecoveryTests
{
    private const string Case = "hof-recovery";
    private const int Known = 3;
    private const int MostGenerations = 100;

    private static readonly double[] Currents = [-0.05, 0.2, 0.3]; // [nA]

    private static readonly string[] Silent = ["voltage_base", "steady_state_voltage_stimend", "sag_amplitude"];

    private static readonly string[] Spiking = ["spike_count", "time_to_first_spike", "inv_first_ISI", "AP1_peak", "AP1_width", "AHP_depth"];

    private static readonly StepProtocol Timing = new()
    {
        SettleMilliseconds = 100,
        RestBeforeMilliseconds = 15,
        StepMilliseconds = 150,
        RestAfterMilliseconds = 30,
        SolverStepMilliseconds = 0.05,
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Search_FeaturesOfAKnownNeuron_AreFoundWithinOneSpread(ulong seed)
    {
        if (seed > 1 && !Run.Full)
        {
            return;
        }

        var neurons = CellSource.Read("fast-spiking");
        var known = neurons.ParameterSets[Known];
        var space = SearchBounds.Of(neurons);
        var targets = Targets(neurons.Cell, known);
        var scores = new FeatureScores(space, targets);
        var search = new EvolutionarySearch(new SearchOptions { Seed = seed }, space.Variables.Count, individuals => scores.Evaluate(individuals));

        var state = search.Start();
        var atFirst = Nearest(state).Worst();
        while (state.Generation < MostGenerations && Nearest(state).Worst() > 1)
        {
            state = search.Next(state);
        }

        var found = Nearest(state);
        var distance = space.Variables.Select((v, i) => Math.Abs(found.Places[i] - v.PlaceOf(known.Values[v.Name]))).Max();
        var name = string.Create(CultureInfo.InvariantCulture, $"seed {seed}");
        Measured.AtMost(Case, $"{name}, worst of {targets.Objectives.Count} features", found.Worst(), 1, "spreads");
        Measured.AtMost(Case, $"{name}, generations of 96 individuals", state.Generation, MostGenerations, "");
        Measured.Between(Case, $"{name}, the same in the random first generation", atFirst, 2, FeatureScores.Penalty, "spreads");
        Measured.Between(Case, $"{name}, farthest parameter from the known neuron's, of its range", distance, 0.05, 1, "");
    }

    private static SearchIndividual Nearest(SearchState state) => state.Population.MinBy(i => i.Worst())!;

    private static SearchTargets Targets(CellDescription cell, ParameterSet known)
    {
        var sweeps = new TargetSweep[Currents.Length];
        new CurrentClampSimulator(cell, Timing).Run(
            [.. Currents.Select(c => new CurrentClampRun(known, c))],
            (run, voltage) => sweeps[run] = new TargetSweep(
                Currents[run], Timing.RestBeforeMilliseconds, Timing.StepMilliseconds, Timing.SolverStepMilliseconds, voltage.ToArray()));
        return SearchTargets.FromSweeps(sweeps, [.. Silent, .. Spiking], TargetSpreadRule.Default, Timing)
            .Where((protocol, target) => (protocol.CurrentNanoamperes < 0 ? Silent : Spiking).Contains(target.Feature));
    }
}

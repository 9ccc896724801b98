using Noble.Edge.Tests;

namespace Noble.Edge.Neurons.Tests;

/// <summary>A search from scratch finds a neuron with the features of one that it has never seen.</summary>
/// <remarks>
/// Coarse, to be quick: three steps of 150 ms at a solver step of 0.05 ms. The README has the figures of longer searches.
/// </remarks>
public sealed class HallOfFameRecoveryTests : IDisposable
{
    private const int Generations = 60;

    private static readonly double[] Currents = [-0.05, 0.2, 0.3];

    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Run_FeaturesOfAKnownNeuron_AreFoundWithinOneSpread()
    {
        var neurons = CellSource.Read("fast-spiking");
        var known = neurons.ParameterSets[3];
        var space = SearchBounds.Of(neurons);
        var targets = Targets(neurons.Cell, known);

        var state = new HallOfFameSearch(space, targets, new SearchOptions { Seed = 1 }, _temporary.FullName).Run(Generations, stopWithin: 1);

        var found = state.HallOfFame.MinBy(i => i.Worst())!;
        Assert.True(found.Worst() <= 1, $"worst objective {found.Worst():f2} spreads after {state.Generation} generations");

        // From scratch: nothing in the first generation came near, and what was found is another parameter set than the known one.
        Assert.True(state.History[0].Worst > 2);
        var distance = space.Variables.Select((v, i) => Math.Abs(found.Places[i] - v.PlaceOf(known.Values[v.Name]))).Max();
        Assert.True(distance > 0.05);
    }

    private static SearchTargets Targets(CellDescription cell, ParameterSet known)
    {
        var timing = new StepProtocol
        {
            SettleMilliseconds = 100,
            RestBeforeMilliseconds = 15,
            StepMilliseconds = 150,
            RestAfterMilliseconds = 30,
            SolverStepMilliseconds = 0.05,
        };
        var sweeps = new TargetSweep[Currents.Length];
        new CurrentClampSimulator(cell, timing).Run(
            [.. Currents.Select(c => new CurrentClampRun(known, c))],
            (run, voltage) => sweeps[run] = new TargetSweep(
                Currents[run], timing.RestBeforeMilliseconds, timing.StepMilliseconds, timing.SolverStepMilliseconds, voltage.ToArray()));
        return SearchTargets.FromSweeps(sweeps, null, TargetSpreadRule.Default, timing);
    }
}

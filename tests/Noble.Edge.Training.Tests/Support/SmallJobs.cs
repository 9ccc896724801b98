using Noble.Edge.Neurons;

namespace Noble.Edge.Training.Tests;

/// <summary>Simulations of the built-in cell that take a moment.</summary>
internal static class SmallJobs
{
    public static StepProtocol Window { get; } = new()
    {
        SettleMilliseconds = 0,
        RestBeforeMilliseconds = 0,
        StepMilliseconds = 40,
        RestAfterMilliseconds = 0,
    };

    /// <summary>Every set under two steps.</summary>
    public static SimulationJob Product(IReadOnlyList<ParameterSet> sets) => new()
    {
        Cell = BuiltInCells.FastSpiking(),
        CellSource = new() { ["builtIn"] = "fast-spiking" },
        Sets = sets,
        Protocol = Window,
        Plan = new ProductPlan(sets.Count, [Stimulus.Parse("step:0.2,delay=5,duration=30"), Stimulus.Parse("ou:mean=0.2,sd=0.1,tau=2,seed=3,delay=5,duration=30")]),
    };

    /// <summary>Random sets and currents.</summary>
    public static SimulationJob Sampled(int count) => Product([.. BuiltInCells.FastSpikingParameterSets]) with
    {
        Plan = new NobleSamplerPlan(36, count, 5) { Step = (5, 30) },
        Probes = [Probe.Parse("dend0(0.9)")],
    };

    public static int Run(SimulationJob job, string folder) => SimulationRunner.Run(job, folder, 2, (_, _, _) => { }, default);
}

using System.Runtime.Intrinsics;
using Noble.Edge.Tests;

namespace Noble.Edge.Neurons.Tests;

public class CableSolverTests
{
    [Fact]
    public void Step_FastSpikingCell_MatchesScalarTwin()
    {
        var sets = Enumerable.Range(0, 8).Select(i => BuiltInCells.FastSpikingParameterSets[i * 4]).ToArray();
        var cell = CellLowering.Lower(BuiltInCells.FastSpiking(), sets);
        var solver = new CableSolver(cell, 0.02);
        var twins = Enumerable.Range(0, 8).Select(lane => new ScalarTwin(cell, lane, 0.02)).ToArray();
        double peak = -100;
        for (var n = 0; n < 1500; n++)
        {
            // A different current in each lane, strong enough for spikes within 30 ms.
            var current = Vector512.Create(0.3) + (Vector512<double>.Indices * Vector512.Create(0.01));
            solver.Step(current);
            for (var lane = 0; lane < twins.Length; lane++)
            {
                twins[lane].Step(current[lane]);
                for (var node = 0; node < cell.Parent.Length; node++)
                {
                    // Rounding alone: 1e-13 mV a step, stretched by the upstroke.
                    Assert.Equal(twins[lane].Voltage(node), solver.Voltage[node][lane], 1e-8);
                }
            }

            peak = Math.Max(peak, solver.Voltage[0][7]);
        }

        Assert.InRange(peak, 5, 50);
    }

    [Fact]
    public void Step_CalciumCell_MatchesScalarTwin()
    {
        var cell = CellLowering.Lower(CalciumCell(), [.. Enumerable.Range(0, 8).Select(i => new ParameterSet(
            $"gamma {i}",
            new Dictionary<string, double> { ["soma.CaDynamics.gamma"] = 0.001 * (i + 1), ["dend.CaDynamics.decay"] = 40 + (20 * i) }))]);
        var solver = new CableSolver(cell, 0.02);
        var twins = Enumerable.Range(0, 8).Select(lane => new ScalarTwin(cell, lane, 0.02)).ToArray();
        var highest = 0.0;
        for (var n = 0; n < 1500; n++)
        {
            solver.Step(Vector512.Create(0.4));
            for (var lane = 0; lane < twins.Length; lane++)
            {
                twins[lane].Step(0.4);
                for (var node = 0; node < cell.Parent.Length; node++)
                {
                    Assert.Equal(twins[lane].Voltage(node), solver.Voltage[node][lane], 1e-8);
                }
            }

            highest = Math.Max(highest, twins[7].Calcium(0));
        }

        // Enough calcium to open SK.
        Assert.InRange(highest, 4e-4, 1e-2);
    }

    [Fact]
    public void Step_LaneAmongOthers_EqualsLaneAlone()
    {
        var cell = BuiltInCells.FastSpiking();
        var sets = BuiltInCells.FastSpikingParameterSets.Take(8).ToArray();
        var together = new CableSolver(CellLowering.Lower(cell, sets), 0.02);
        var alone = sets.Select(s => new CableSolver(CellLowering.Lower(cell, [s]), 0.02)).ToArray();
        for (var n = 0; n < 1000; n++)
        {
            together.Step(Vector512.Create(0.3));
            for (var lane = 0; lane < sets.Length; lane++)
            {
                alone[lane].Step(Vector512.Create(0.3));
                Assert.Equal(alone[lane].Voltage[0][0], together.Voltage[0][lane]);
            }
        }
    }

    [Fact]
    public void LoadLane_StateOfAnotherSolver_GoesOnTheSame()
    {
        var cell = BuiltInCells.FastSpiking();
        var set = BuiltInCells.FastSpikingParameterSets[3];
        var first = new CableSolver(CellLowering.Lower(cell, [set]), 0.02);
        for (var n = 0; n < 500; n++)
        {
            first.Step(Vector512.Create(0.2));
        }

        var state = new double[first.LaneStateLength];
        first.SaveLane(0, state);
        var second = new CableSolver(CellLowering.Lower(cell, [ParameterSet.Defaults, set]), 0.02);
        second.LoadLane(1, state);
        for (var n = 0; n < 500; n++)
        {
            first.Step(Vector512.Create(0.2));
            second.Step(Vector512.Create(0.2));
            Assert.Equal(first.Voltage[0][0], second.Voltage[0][1]);
        }
    }

    [Fact]
    public void Step_AfterStart_AllocatesNothing()
    {
        var solver = new CableSolver(CellLowering.Lower(BuiltInCells.FastSpiking(), [BuiltInCells.FastSpikingParameterSets[0]]), 0.02);
        solver.Step(Vector512<double>.Zero);
        double sum = 0;
        foreach (var run in AllocationAssert.Runs())
        {
            sum = 0;
            for (var n = 0; n < 2000; n++)
            {
                solver.Step(Vector512.Create(0.2));
                sum += solver.Voltage[0][0];
            }
        }
        Assert.InRange(sum / 2000, -80, -40);
    }

    [Fact]
    public void Reset_AfterSteps_StartsAgain()
    {
        var solver = new CableSolver(CellLowering.Lower(BuiltInCells.FastSpiking(), [BuiltInCells.FastSpikingParameterSets[0]]), 0.02);
        solver.Step(Vector512.Create(0.2));
        var first = solver.Voltage[0][0];
        solver.Step(Vector512.Create(0.2));
        solver.Reset();
        solver.Step(Vector512.Create(0.2));

        Assert.Equal(first, solver.Voltage[0][0]);
    }

    [Fact]
    public void Constructor_StepOfZero_Throws()
    {
        var cell = CellLowering.Lower(BuiltInCells.FastSpiking(), [ParameterSet.Defaults]);

        Assert.Throws<ArgumentOutOfRangeException>(() => new CableSolver(cell, 0));
    }

    /// <summary>Calcium pools on soma and dendrite, and a tip whose calcium channels have none.</summary>
    private static CellDescription CalciumCell()
    {
        static Dictionary<string, double> Density(double gbar) => new() { ["gbar"] = gbar };
        return new CellDescription(
            "calcium",
            [
                Section.Cylinder("soma", "soma", 20, 20, 1),
                Section.Frustum("dend", "dend", 150, 2, 1, 5, "soma", 1),
                Section.Cylinder("tip", "tip", 50, 1, 3, "dend", 1),
            ],
            [new Region("soma"), new Region("dend"), new Region("tip")],
            [
                new("soma", "SK", Density(0.01)),
                new("soma", "Ca_HVA", Density(1e-3)),
                new("soma", "Ca_LVA", Density(3e-3)),
                new("soma", "CaDynamics"),
                new("soma", "NaTs2_t", Density(0.3)),
                new("soma", "Kv3_1", Density(0.1)),
                new("soma", "pas"),
                new("dend", "Ca_LVA", Density(1e-3)),
                new("dend", "CaDynamics"),
                new("dend", "SK", Density(1e-3)),
                new("dend", "pas"),
                new("tip", "Ca_HVA", Density(1e-4)),
                new("tip", "pas"),
            ],
            33,
            -75);
    }
}

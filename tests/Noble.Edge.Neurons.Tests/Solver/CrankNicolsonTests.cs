using System.Runtime.Intrinsics;

namespace Noble.Edge.Neurons.Tests;

public class CrankNicolsonTests
{
    [Theory]
    [InlineData(TimeScheme.BackwardEuler, 1)]
    [InlineData(TimeScheme.CrankNicolson, 2)]
    public void Step_PassiveResponse_ConvergesAtItsOrder(TimeScheme scheme, double order)
    {
        // τ = 10 ms, V = −70 + I R (1 − exp(−t / τ)).
        var cell = CellLowering.Lower(ReferenceCells.Passive(Section.Cylinder("cell", "cell", 20, 20, 1)), [ParameterSet.Defaults]);
        var resistance = 1 / (1e-4 * Math.PI * 20 * 20 * 1e-2); // MΩ
        var exact = -70 + (0.1 * resistance * (1 - Math.Exp(-0.8)));
        var errors = new[] { 0.4, 0.2, 0.1, 0.05 }.Select(step => Math.Abs(After(cell, scheme, step, 8, 0.1) - exact)).ToArray();
        for (var i = 1; i < errors.Length; i++)
        {
            Assert.Equal(order, Math.Log2(errors[i - 1] / errors[i]), 0.03);
        }
    }

    [Theory]
    [InlineData(TimeScheme.BackwardEuler, 1)]
    [InlineData(TimeScheme.CrankNicolson, 2)]
    public void Step_SquidAxonSpike_ConvergesAtItsOrder(TimeScheme scheme, double order)
    {
        var cell = CellLowering.Lower(ReferenceCells.HodgkinHuxley(Section.Cylinder("dend", "dend", 200, 2, 11, "soma", 1)), [ParameterSet.Defaults]);
        var exact = After(cell, TimeScheme.CrankNicolson, 0.0005, 3.9, 0.3);

        // On the way down from the peak, where a late spike shows.
        Assert.InRange(exact, -50, 30);
        var errors = new[] { 0.02, 0.01, 0.005 }.Select(step => Math.Abs(After(cell, scheme, step, 3.9, 0.3) - exact)).ToArray();
        for (var i = 1; i < errors.Length; i++)
        {
            Assert.Equal(order, Math.Log2(errors[i - 1] / errors[i]), 0.2);
        }
    }

    [Fact]
    public void Step_SmallerSteps_SchemesAgree()
    {
        var cell = CellLowering.Lower(BuiltInCells.FastSpiking(), [BuiltInCells.FastSpikingParameterSets[0]]);
        var apart = new[] { 0.02, 0.01, 0.005 }
            .Select(step => Math.Abs(After(cell, TimeScheme.CrankNicolson, step, 5, 0.3) - After(cell, TimeScheme.BackwardEuler, step, 5, 0.3)))
            .ToArray();

        // Backward Euler's error, which halves with the step.
        Assert.InRange(apart[0] / apart[1], 1.7, 2.3);
        Assert.InRange(apart[1] / apart[2], 1.8, 2.2);
    }

    [Fact]
    public void Step_SteadyState_IsThatOfBackwardEuler()
    {
        var cell = CellLowering.Lower(ReferenceCells.Passive(Section.Cylinder("cell", "cell", 300, 2, 9)), [ParameterSet.Defaults]);

        Assert.Equal(After(cell, TimeScheme.BackwardEuler, 0.1, 400, 0.05), After(cell, TimeScheme.CrankNicolson, 0.1, 400, 0.05), 1e-9);
    }

    private static double After(LoweredCell cell, TimeScheme scheme, double step, double milliseconds, double current)
    {
        var solver = new CableSolver(cell, step, scheme);
        for (var n = 0; n < (int)Math.Round(milliseconds / step); n++)
        {
            solver.Step(Vector512.Create(current));
        }

        return solver.Voltage[cell.ClampNode][0];
    }
}

namespace Noble.Edge.Validation;

/// <summary>README.md beside this file says what is measured and why.</summary>
public class OrderOfConvergenceTests
{
    private const string Case = "order-of-convergence";
    private const double Rest = 40; // [ms], before the current comes on
    private const double Duration = 120; // [ms]
    private const int Spikes = 5;

    private static readonly double[] Steps = [0.04, 0.02, 0.01, 0.005, 0.0025];

    [Fact]
    public void SpikeTimes_BackwardEuler_ConvergeInFirstOrder() => CheckOrder(TimeScheme.BackwardEuler, 1, 1, 0.9, 1.1);

    [Fact]
    public void SpikeTimes_CrankNicolson_ConvergeInSecondOrder() => CheckOrder(TimeScheme.CrankNicolson, 2, 0.05, 1.8, 2.2);

    [Fact]
    public void SpikeTimes_BothSchemes_HaveTheSameLimit()
    {
        var cell = CellLowering.Lower(ReferenceCells.HodgkinHuxley(), [ParameterSet.Defaults]);
        var distance = Traces.LargestShift(
            Extrapolate(cell, TimeScheme.BackwardEuler, 1), Extrapolate(cell, TimeScheme.CrankNicolson, 2));
        Measured.AtMost(Case, "limits of the two schemes, worst difference", distance, 1e-3, "ms");
    }

    private static void CheckOrder(TimeScheme scheme, int order, double limit, double low, double high)
    {
        var cell = CellLowering.Lower(ReferenceCells.HodgkinHuxley(), [ParameterSet.Defaults]);
        var reference = Extrapolate(cell, scheme, order);
        var errors = Steps.Select(step => Traces.LargestShift(reference, Simulate(cell, scheme, step))).ToArray();

        Measured.SameCount(Case, $"{scheme}, spikes", reference.Length, Spikes);
        for (var i = 0; i < Steps.Length; i++)
        {
            Measured.AtMost(
                Case, FormattableString.Invariant($"{scheme}, worst spike time at {Steps[i]} ms"), errors[i], limit, "ms");
        }

        Measured.Between(Case, $"{scheme}, order", Fit.Slope(Steps, errors), low, high, "");
    }

    /// <summary>Spike times at step 0 by Richardson: the leading error of the two finest runs cancels.</summary>
    private static double[] Extrapolate(LoweredCell cell, TimeScheme scheme, int order)
    {
        const double Fine = 0.00125;
        var weight = Math.Pow(2, order);
        var coarse = Simulate(cell, scheme, Fine);
        var fine = Simulate(cell, scheme, Fine / 2);
        Assert.Equal(coarse.Length, fine.Length);
        return [.. coarse.Zip(fine, (c, f) => ((weight * f) - c) / (weight - 1))];
    }

    private static double[] Simulate(LoweredCell cell, TimeScheme scheme, double step)
    {
        var solver = new CableSolver(cell, step, scheme);
        var trace = new double[(int)Math.Round(Duration / step) + 1];
        for (var n = 0; n < trace.Length; n++)
        {
            trace[n] = LaneMath.GetElement(solver.Voltage[cell.ClampNode], 0);
            solver.Step(LaneMath.Create((n + 0.5) * step > Rest ? 0.1 : 0));
        }

        return SpikeCrossings.Detect(trace, step);
    }
}

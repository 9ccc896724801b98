using System.Runtime.Intrinsics;

namespace Noble.Edge.Neurons.Tests;

/// <summary>A Hodgkin-Huxley soma under 0.1 nA for 60 ms, against the scalar twin at 0.001 ms.</summary>
public class HodgkinHuxleyTests
{
    /// <summary>Upward crossings of 0 mV, ms, by <see cref="ScalarTwin"/> at 0.001 ms; Reference_ScalarTwin_Regenerates makes them.</summary>
    private static readonly double[] Reference = [2.185087, 18.421503, 34.454937, 50.480497];

    [Fact]
    public void Reference_ScalarTwin_Regenerates()
    {
        var cell = CellLowering.Lower(ReferenceCells.HodgkinHuxley(), [ParameterSet.Defaults]);
        var twin = new ScalarTwin(cell, 0, 0.001);
        var trace = new double[60_001];
        for (var n = 0; n < trace.Length; n++)
        {
            trace[n] = twin.Voltage(0);
            twin.Step(0.1);
        }

        var times = SpikeTimes.Detect(trace, 0.001, 0);
        Assert.Equal(Reference.Length, times.Length);
        Assert.All(Reference.Zip(times), t => Assert.Equal(t.First, t.Second, 1e-6));
    }

    [Fact]
    public void CableSolver_SmallerSteps_ApproachTheReferenceInFirstOrder()
    {
        var coarse = Error(0.02);
        var fine = Error(0.005);

        // 16 ms apart, four spikes: 0.02 ms steps are late by 0.02-0.07 ms a spike; a quarter of the step, a quarter of that.
        Assert.InRange(coarse, 0.05, 0.5);
        Assert.InRange(coarse / fine, 3, 5.5);
    }

    private static double Error(double step)
    {
        var solver = new CableSolver(CellLowering.Lower(ReferenceCells.HodgkinHuxley(), [ParameterSet.Defaults]), step);
        var trace = new double[(int)Math.Round(60 / step) + 1];
        for (var n = 0; n < trace.Length; n++)
        {
            trace[n] = solver.Voltage[0][0];
            solver.Step(Vector512.Create(0.1));
        }

        var times = SpikeTimes.Detect(trace, step, 0);
        Assert.Equal(Reference.Length, times.Length);
        return Math.Abs(times[^1] - Reference[^1]);
    }
}

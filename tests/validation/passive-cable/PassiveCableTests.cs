namespace Noble.Edge.Validation;

/// <summary>README.md beside this file says what is measured and why.</summary>
public class PassiveCableTests
{
    private const string Case = "passive-cable";
    private const double Current = 0.05; // [nA]

    private static readonly PassiveCylinder Cylinder = new(2, 20_000, 1, 100, -70);

    [Fact]
    public void PassiveCable_InfiniteCylinder_MatchesErrorFunctionSolution()
    {
        // 16 length constants, current in the middle: the ends are e^-8 away, 3e-4 of the signal there and 1e-7 at the electrode.
        const int PerLengthConstant = 50;
        const int Segments = (16 * PerLengthConstant) + 1;
        var length = Cylinder.LengthConstant * Segments / PerLengthConstant;
        var cell = Cylinder.Lowered(Section.Cylinder("cable", "cell", length, 2, Segments));
        var nodes = cell.SegmentNodes["cable"];
        int[] offsets = [0, PerLengthConstant / 2, PerLengthConstant, 2 * PerLengthConstant];
        const double Step = 0.01;
        var traces = StepResponses.Record(cell, Step, 100, Current, [.. offsets.Select(o => nodes[(Segments / 2) + o])]);
        for (var k = 0; k < offsets.Length; k++)
        {
            var distance = offsets[k] * length / Segments;
            double[] expected = [.. traces[k].Select((_, n) => Cylinder.Infinite(distance, n * Step, Current))];
            var where = (double)offsets[k] / PerLengthConstant;
            Measured.AtMost(
                Case, FormattableString.Invariant($"infinite cylinder, {where} lambda from the electrode, RMS"),
                100 * Traces.RelativeRms(expected, traces[k], -70), 0.1, "% of signal");
        }
    }

    [Fact]
    public void PassiveCable_SealedCylinder_MatchesRallSeries()
    {
        const int Segments = 400;
        var length = 1.5 * Cylinder.LengthConstant;
        var cell = Sealed(length, Segments);
        var nodes = Nodes(cell);
        int[] at = [0, Segments / 2, Segments - 1];
        const double Step = 0.01;
        var traces = StepResponses.Record(cell, Step, 100, Current, [.. at.Select(i => nodes[i])]);
        string[] names = ["electrode", "middle", "far end"];
        for (var k = 0; k < at.Length; k++)
        {
            var x = (at[k] + 0.5) * length / Segments;
            double[] expected = [.. traces[k].Select((_, n) => Cylinder.Sealed(length, x, n * Step, Current))];
            Measured.AtMost(
                Case, $"sealed cylinder of 1.5 lambda, {names[k]}, RMS",
                100 * Traces.RelativeRms(expected, traces[k], -70), 0.1, "% of signal");
        }
    }

    [Fact]
    public void PassiveCable_SteadyState_ConvergesInSecondOrderOfSegmentLength()
    {
        var length = 1.5 * Cylinder.LengthConstant;
        int[] counts = [10, 20, 40, 80, 160];
        double[] errors = [.. counts.Select(count => SettledError(length, count))];

        Measured.AtMost(Case, "settled sealed cylinder, 160 segments, worst", 100 * errors[^1], 0.1, "% of signal");
        Measured.Between(
            Case, "order in segment length, settled", -Fit.Slope(counts.Select(c => (double)c), errors), 1.9, 2.1, "");
    }

    /// <summary>Largest error of a settled sealed cylinder, relative to the voltage at the electrode.</summary>
    private static double SettledError(double length, int segments)
    {
        var cell = Sealed(length, segments);
        var nodes = Nodes(cell);
        var solver = new CableSolver(cell, 20);
        for (var n = 0; n < 400; n++)
        {
            solver.Step(LaneMath.Create(Current));
        }

        var scale = Cylinder.SealedSettled(length, 0, Current) + 70;
        return Enumerable.Range(0, segments).Max(i => Math.Abs(
            LaneMath.GetElement(solver.Voltage[nodes[i]], 0)
            - Cylinder.SealedSettled(length, (i + 0.5) * length / segments, Current))) / scale;
    }

    // The clamp is in the middle of the first section: one segment of its own at the start of the cylinder.
    private static LoweredCell Sealed(double length, int segments) => Cylinder.Lowered(
        Section.Cylinder("start", "cell", length / segments, 2, 1),
        Section.Cylinder("rest", "cell", length * (segments - 1) / segments, 2, segments - 1, "start", 1));

    private static int[] Nodes(LoweredCell cell) => [.. cell.SegmentNodes["start"], .. cell.SegmentNodes["rest"]];
}

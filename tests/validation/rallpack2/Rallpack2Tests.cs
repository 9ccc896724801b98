namespace Noble.Edge.Validation;

/// <summary>README.md beside this file says what is measured and why.</summary>
public class Rallpack2Tests
{
    private const string Case = "rallpack2";
    private const int Levels = 10;
    private const double RootDiameter = 16; // [µm]
    private const double RootLength = 32; // [µm]
    private const double Current = 0.1; // [nA]
    private const double Rest = -65; // [mV]
    private const double Step = 0.02; // [ms]
    private const double Duration = 250; // [ms]

    [Fact]
    public void Rallpack2_RootAndTip_MatchEquivalentCylinder()
    {
        var cylinder = new PassiveCylinder(RootDiameter, 40_000, 1, 100, Rest);
        var sections = new List<Section> { Section.Cylinder("b0", "cell", RootLength, RootDiameter, 1) };
        for (var level = 1; level < Levels; level++)
        {
            // d^(3/2) is halved at each branching and l / λ is kept: the tree is a cylinder to its root (Rall 1962).
            var diameter = RootDiameter * Math.Pow(2, -2.0 * level / 3);
            var length = RootLength * Math.Pow(2, -1.0 * level / 3);
            var first = (1 << level) - 1;
            for (var i = 0; i < 1 << level; i++)
            {
                sections.Add(Section.Cylinder($"b{first + i}", "cell", length, diameter, 1, $"b{(first + i - 1) / 2}", 1));
            }
        }

        Assert.Equal(1023, sections.Count);
        var cell = cylinder.Lowered([.. sections]);
        var traces = StepResponses.Record(
            cell, Step, Duration, Current, cell.SegmentNodes["b0"][0], cell.SegmentNodes["b1022"][0]);

        const double Equivalent = RootLength * Levels;
        double[] near = [.. traces[0].Select((_, n) => cylinder.Sealed(Equivalent, RootLength / 2, n * Step, Current))];
        double[] far = [.. traces[1].Select((_, n) => cylinder.Sealed(Equivalent, Equivalent - (RootLength / 2), n * Step, Current))];

        Measured.AtMost(Case, "root, RMS", 100 * Traces.RelativeRms(near, traces[0], Rest), 0.1, "% of signal");
        Measured.AtMost(Case, "tip, RMS", 100 * Traces.RelativeRms(far, traces[1], Rest), 0.1, "% of signal");
    }
}

namespace Noble.Edge.Validation;

/// <summary>README.md beside this file says what is measured and why.</summary>
public class Rallpack1Tests
{
    private const string Case = "rallpack1";
    private const double Length = 1000; // [µm]
    private const double Diameter = 1; // [µm]
    private const int Compartments = 1000;
    private const double Current = 0.1; // [nA]
    private const double Rest = -65; // [mV]
    private const double Step = 0.02; // [ms]
    private const double Duration = 250; // [ms]

    [Fact]
    public void Rallpack1_BothEnds_MatchAnalyticSolution()
    {
        var cylinder = new PassiveCylinder(Diameter, 40_000, 1, 100, Rest);
        const double Cut = Length / Compartments;
        var cell = cylinder.Lowered(
            Section.Cylinder("start", "cell", Cut, Diameter, 1),
            Section.Cylinder("rest", "cell", Length - Cut, Diameter, Compartments - 1, "start", 1));
        var traces = StepResponses.Record(
            cell, Step, Duration, Current, cell.SegmentNodes["start"][0], cell.SegmentNodes["rest"][^1]);

        // A compartment's voltage is that of its middle, half a compartment from the end.
        double[] near = [.. traces[0].Select((_, n) => cylinder.Sealed(Length, Cut / 2, n * Step, Current))];
        double[] far = [.. traces[1].Select((_, n) => cylinder.Sealed(Length, Length - (Cut / 2), n * Step, Current))];

        Measured.AtMost(Case, "end with the electrode, RMS", 100 * Traces.RelativeRms(near, traces[0], Rest), 0.1, "% of signal");
        Measured.AtMost(Case, "far end, RMS", 100 * Traces.RelativeRms(far, traces[1], Rest), 0.1, "% of signal");
    }
}

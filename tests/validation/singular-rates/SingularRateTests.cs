namespace Noble.Edge.Validation;

/// <summary>README.md beside this file says what is measured and why.</summary>
public class SingularRateTests
{
    private const string Case = "singular-rates";
    private const double Tolerance = 1e-9;

    /// <summary>Where published equations themselves jump or have a pole, mV; README.md says why.</summary>
    private static readonly Dictionary<string, (double Low, double High)> PublishedJumps = new()
    {
        ["K_P"] = (-50.001, -49.999),
        ["K_Pst"] = (-60.001, -59.999),
        ["Kv2like"] = (-119.6, -118.4),
    };

    public static TheoryData<string> Singular { get; } = [.. SingularRate.All.Select(s => s.Name)];

    public static TheoryData<string> Gated { get; } =
        [.. MechanismRegistry.BuiltIn.Names.Where(n => MechanismRegistry.BuiltIn.Find(n, Case).StateCount > 0)];

    [Theory]
    [MemberData(nameof(Singular))]
    public void Rates_AroundTheSingularity_MatchTheLimit(string name)
    {
        var singular = SingularRate.All.Single(s => s.Name == name);
        var probe = new GateProbe(MechanismRegistry.BuiltIn.Find(singular.Mechanism, Case), singular.Celsius);
        double worstSteady = 0;
        double worstRate = 0;
        foreach (var v in Around(singular.Voltage))
        {
            // What the mechanism sees is the rounded V, so the distance is taken from that.
            var d = v - singular.Voltage;
            var (steady, rate) = probe.At(v);
            worstSteady = Worse(worstSteady, (steady[singular.Gate][0] / singular.Steady(d)) - 1);
            worstRate = Worse(worstRate, (rate[singular.Gate][0] / singular.Rate(d)) - 1);
        }

        Measured.AtMost(Case, $"{name}, steady state, worst relative", worstSteady, Tolerance, "");
        Measured.AtMost(Case, $"{name}, rate, worst relative", worstRate, Tolerance, "");
    }

    [Theory]
    [MemberData(nameof(Gated))]
    public void Rates_WholeRange_AreFiniteAndContinuous(string mechanism)
    {
        // Published half points are written with one or two decimals, so a grid of those hits every 0/0 exactly.
        const double Near = 1e-7; // [mV]
        var probe = new GateProbe(MechanismRegistry.BuiltIn.Find(mechanism, Case), 34);
        var hundredths = Run.Full ? 1 : 10;
        double worst = 0;
        for (var i = -20_000; i <= 10_000; i += hundredths)
        {
            var v = i / 100.0;
            var (steady, rate) = probe.At(v, v - Near, v + Near, Math.BitIncrement(v), Math.BitDecrement(v));
            var isPublishedJump = PublishedJumps.TryGetValue(mechanism, out var jump) && v > jump.Low && v < jump.High;
            foreach (var values in steady.Concat(rate))
            {
                Assert.All(values, x => Assert.True(double.IsFinite(x), $"{mechanism} at {v} mV: {x}."));
                if (!isPublishedJump)
                {
                    // A jump shows as a bend between three neighbours; a slope does not, and the bend of the steepest curve
                    // here is far below the tolerance.
                    // The states of a Markov chain are parts of one, and solved for together.
                    var scale = rate.Length == 0 ? 1 : Math.Max(Math.Abs(values[0]), 1e-12);
                    worst = Worse(worst, (values[1] + values[2] - (2 * values[0])) / scale);
                    worst = Worse(worst, (values[3] + values[4] - (2 * values[0])) / scale);
                }
            }
        }

        Measured.AtMost(Case, $"{mechanism}, largest jump from -200 to 100 mV, relative", worst, Tolerance, "");
    }

    private static IEnumerable<double> Around(double voltage)
    {
        yield return voltage;
        yield return Math.BitIncrement(voltage);
        yield return Math.BitDecrement(voltage);
        var step = Run.Full ? 0.005 : 0.05;
        for (var exponent = -13.0; exponent <= 0; exponent += step)
        {
            yield return voltage - Math.Pow(10, exponent);
            yield return voltage + Math.Pow(10, exponent);
        }
    }

    private static double Worse(double worst, double error) => Math.Abs(error) <= worst ? worst : Math.Abs(error);
}

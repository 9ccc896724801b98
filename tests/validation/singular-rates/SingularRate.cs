namespace Noble.Edge.Validation;

/// <summary>A gate with a rate expression that is 0/0 at one voltage, and its equations with the limit taken exactly.</summary>
/// <param name="Mechanism">Name of the mechanism.</param>
/// <param name="Gate">Index of the gate.</param>
/// <param name="Voltage">Where the expression is 0/0, mV.</param>
/// <param name="Celsius">Temperature at which the rates are as published, °C.</param>
/// <param name="Steady">Steady state as a function of d = V − <paramref name="Voltage"/> in mV.</param>
/// <param name="Rate">Relaxation rate as a function of d, 1/ms.</param>
internal sealed record SingularRate(
    string Mechanism, int Gate, double Voltage, double Celsius, Func<double, double> Steady, Func<double, double> Rate)
{
    // The all-active cells' channels that are told no temperature run at 34 °C as measured at 21 °C.
    private static readonly double FixedFactor = Math.Pow(2.3, (34 - 21) / 10.0);

    /// <summary>Every such gate, from the published equations.</summary>
    public static IReadOnlyList<SingularRate> All { get; } =
    [
        Pair("hhNa", 0, -40, 6.3, 1, d => 0.1 * Linoid(-d, 10), d => 4 * Math.Exp(-(d + 25) / 18)),
        Pair("hhK", 0, -55, 6.3, 1, d => 0.01 * Linoid(-d, 10), d => 0.125 * Math.Exp(-(d + 10) / 80)),
        Pair("Ih", 0, -154.9, 34, 1, d => 0.00643 * Linoid(d, 11.9), d => 0.193 * Math.Exp((d - 154.9) / 33.1)),
        Pair("Ca_HVA", 0, -27, 34, 1, d => 0.055 * Linoid(-d, 3.8), d => 0.94 * Math.Exp(-(d + 48) / 17)),
        Pair("Kv2like", 0, 43, 21, 1 / 2.5, d => 0.12 * Linoid(-d, 11), d => 0.02 * Math.Exp(-(d + 44.27) / 120)),
        Pair("NaTa_t", 0, -38, 34, FixedFactor, d => 0.182 * Linoid(-d, 6), d => 0.124 * Linoid(d, 6)),
        Pair("NaTa_t", 1, -66, 34, FixedFactor, d => 0.015 * Linoid(d, 6), d => 0.015 * Linoid(-d, 6)),
        Pair("NaTs2_t", 0, -32, 34, FixedFactor, d => 0.182 * Linoid(-d, 6), d => 0.124 * Linoid(d, 6)),
        Pair("NaTs2_t", 1, -60, 34, FixedFactor, d => 0.015 * Linoid(d, 6), d => 0.015 * Linoid(-d, 6)),
        Pair("NaTa", 0, -48, 23, 1, d => 0.182 * Linoid(-d, 6), d => 0.124 * Linoid(d, 6)),
        Pair("NaTa", 1, -69, 23, 1, d => 0.015 * Linoid(d, 6), d => 0.015 * Linoid(-d, 6)),
        Pair("NaTs", 0, -40, 23, 1, d => 0.182 * Linoid(-d, 6), d => 0.124 * Linoid(d, 6)),
        Pair("NaTs", 1, -66, 23, 1, d => 0.015 * Linoid(d, 6), d => 0.015 * Linoid(-d, 6)),
        new("Nap", 0, -17, 21, d => PersistentSteady(d - 17), d => PersistentRate(d, d + 47.4)),
        new("Nap", 0, -64.4, 21, d => PersistentSteady(d - 64.4), d => PersistentRate(d - 47.4, d)),
        new("Nap_Et2", 0, -38, 34, d => 1 / (1 + Math.Exp((-52.6 + 38 - d) / 4.6)),
            d => FixedFactor / 6 * ((0.182 * Linoid(-d, 6)) + (0.124 * Linoid(d, 6)))),
        new("Nap_Et2", 1, -17, 34, d => PersistentSteady(d - 17), d => FixedFactor * PersistentRate(d, d + 47.4)),
        new("Nap_Et2", 1, -64.4, 34, d => PersistentSteady(d - 64.4), d => FixedFactor * PersistentRate(d - 47.4, d)),
    ];

    /// <summary>For example <c>hhNa gate 0 around -40 mV</c>.</summary>
    public string Name => FormattableString.Invariant($"{Mechanism} gate {Gate} around {Voltage} mV");

    private static SingularRate Pair(
        string mechanism, int gate, double voltage, double celsius, double factor, Func<double, double> open, Func<double, double> close) =>
        new(mechanism, gate, voltage, celsius, d => open(d) / (open(d) + close(d)), d => factor * (open(d) + close(d)));

    private static double PersistentSteady(double v) => 1 / (1 + Math.Exp((v + 48.8) / 10));

    private static double PersistentRate(double fromMinus17, double fromMinus64) =>
        (2.88e-6 * Linoid(fromMinus17, 4.63)) + (6.94e-6 * Linoid(-fromMinus64, 2.63));

    /// <summary>x / (exp(x / y) − 1), to a double's last digit or two, whatever x is.</summary>
    private static double Linoid(double x, double y)
    {
        var ratio = x / y;
        if (Math.Abs(ratio) > 1)
        {
            return x / (Math.Exp(ratio) - 1);
        }

        // exp(r) − 1 near 0 by its series in 31 digits; the factor r is taken out so that it cancels.
        var sum = new DoubleDouble(0, 0);
        for (var k = 30; k >= 2; k--)
        {
            sum = (sum + new DoubleDouble(1, 0)) * new DoubleDouble(ratio, 0) / k;
        }

        return y / (sum + new DoubleDouble(1, 0)).High;
    }
}

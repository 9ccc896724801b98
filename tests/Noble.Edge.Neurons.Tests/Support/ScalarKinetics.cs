namespace Noble.Edge.Neurons.Tests;

/// <summary>One channel's equations in plain doubles, written apart from the library's.</summary>
/// <param name="Open">Open fraction of the gates.</param>
/// <param name="Gates">
/// Steady state and rate [1/ms] of each gate at a voltage [mV], or a calcium concentration [mM], with parameters and temperature [°C].
/// </param>
internal sealed partial record ScalarKinetics(
    Func<double[], double> Open,
    params Func<double, double[], double, (double Steady, double Rate)>[] Gates)
{
    /// <summary>The channels of this library's own cells and of the squid axon, and the published ones.</summary>
    public static IReadOnlyDictionary<string, ScalarKinetics> ByName { get; } = new Dictionary<string, ScalarKinetics>(Published())
    {
        ["pas"] = new(_ => 1),
        ["hhNa"] = new(
            g => Math.Pow(g[0], 3) * g[1],
            (v, _, c) => OpenClose(0.1 * Linoid(-(v + 40), 10), 4 * Math.Exp(-(v + 65) / 18), Math.Pow(3, (c - 6.3) / 10)),
            (v, _, c) => OpenClose(0.07 * Math.Exp(-(v + 65) / 20), 1 / (Math.Exp(-(v + 35) / 10) + 1), Math.Pow(3, (c - 6.3) / 10))),
        ["hhK"] = new(
            g => Math.Pow(g[0], 4),
            (v, _, c) => OpenClose(0.01 * Linoid(-(v + 55), 10), 0.125 * Math.Exp(-(v + 65) / 80), Math.Pow(3, (c - 6.3) / 10))),
        ["NaF"] = new(
            g => Math.Pow(g[0], 3) * g[1],
            (v, p, _) => (1 / (1 + Math.Exp(-(v + 24 - p[2]) / 11.5)), 1 / p[4]),
            (v, p, _) => (
                1 / (1 + Math.Exp((v + 58.3 - p[3]) / 6.7)),
                p[5] / (0.5 + (14 / (1 + Math.Exp((v + 60 - p[3]) / 12)))))),
        ["Kv3"] = new(
            g => g[0] * g[0],
            (v, p, _) => (
                1 / (1 + Math.Exp(-(v - p[2] + 12.4) / 6.8)),
                p[3] / ((0.087 + (11.4 / (1 + Math.Exp((v - p[2] + 14.6) / 8.6))))
                    * (0.087 + (11.4 / (1 + Math.Exp(-(v - p[2] - 1.3) / 18.7))))))),
        ["Kv1"] = new(
            g => Math.Pow(g[0], 3) * g[1],
            (v, _, _) => (1 / (1 + Math.Exp(-(v + 50) / 20)), 1 / 2.0),
            (v, _, _) => (1 / (1 + Math.Exp((v + 70) / 6)), 1 / 150.0)),
        ["Km"] = new(
            g => g[0],
            (v, p, _) => (
                1 / (1 + Math.Exp(-(v - p[3] + 35) / 10)),
                ((3.3 * Math.Exp((v - p[3] + 35) / 20)) + Math.Exp(-(v - p[3] + 35) / 20)) / p[2])),
        ["Ih"] = new(
            g => g[0],
            (v, _, _) => OpenClose(0.00643 * Linoid(v + 154.9, 11.9), 0.193 * Math.Exp(v / 33.1), 1)),
    };

    /// <summary>Gate that follows the voltage at once; null for none.</summary>
    public Func<double, double>? Instantaneous { get; init; }

    /// <summary>Whether the gates follow the calcium concentration in place of the voltage.</summary>
    public bool IsGatedByCalcium { get; init; }

    private static (double Steady, double Rate) OpenClose(double open, double close, double factor) =>
        (open / (open + close), factor * (open + close));

    private static double Linoid(double x, double y) =>
        Math.Abs(x / y) < 1e-6 ? y * (1 - (x / y / 2)) : x / (Math.Exp(x / y) - 1);
}

namespace Noble.Edge.Neurons;

/// <summary>Muscarinic (Kv7) potassium current, one gate: the source of spike-frequency adaptation.</summary>
/// <remarks>
/// Adams, Brown and Constanti 1982, J Physiol 330:537, in the form of Hay et al. 2011, PLoS Comput Biol
/// 7(7):e1002107: α = 0.0033 exp(0.1 (V + 35)), β = 0.0033 exp(−0.1 (V + 35)) per ms at 21 °C, Q10 = 2.3.
/// </remarks>
public readonly struct MCurrent : IChannelKinetics
{
    /// <inheritdoc/>
    public static string Name => "Km";

    /// <inheritdoc/>
    public static IReadOnlyList<MechanismParameter> Parameters { get; } =
        [new("gbar", "S/cm²", 1e-4), new("e", "mV", -90)];

    /// <inheritdoc/>
    public static int GateCount => 1;

    /// <inheritdoc/>
    public static double TemperatureFactor(double celsius) => Math.Pow(2.3, (celsius - 21) / 10);

    /// <inheritdoc/>
    public static void Rates(
        Lanes v, ReadOnlySpan<Lanes> parameters, Lanes factor, Span<Lanes> steady, Span<Lanes> rate)
    {
        var shifted = v + LaneMath.Create(35.0);
        var open = RateFunctions.Exponential(shifted, 0.0033, 10);
        var close = RateFunctions.Exponential(shifted, 0.0033, -10);
        var sum = open + close;
        steady[0] = open / sum;
        rate[0] = factor * sum;
    }

    /// <inheritdoc/>
    public static Lanes Open(ReadOnlySpan<Lanes> gates) => gates[0];
}

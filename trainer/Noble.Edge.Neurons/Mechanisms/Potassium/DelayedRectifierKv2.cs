using System.Runtime.CompilerServices;

namespace Noble.Edge.Neurons;

/// <summary>Kv2-like potassium current, m² (h1 + h2) / 2.</summary>
/// <remarks>
/// Keren, Peled and Korngreen 2005, J Neurophysiol 94:3730, with the half voltage of Liu and Bean 2014, J Neurosci 34:4991, as in the
/// Allen Institute's all-active cells: αm = 0.12 L(−(V − 43), 11) with the linoid L(x, y) = x / (exp(x / y) − 1),
/// βm = 0.02 exp(−(V + 1.27) / 120) per ms, τm = 2.5 / (αm + βm); h∞ half −58, slope −11 mV,
/// τh1 = 360 + (1010 + 23.7 (V + 54)) exp(−((V + 75) / 48)²), τh2 = 2350 + 1380 exp(−0.011 V) − 210 exp(−0.03 V) ms and 0.001 ms where
/// that is negative; all divided by 2.3 for 10 °C from 21 °C.
/// </remarks>
public readonly struct DelayedRectifierKv2 : IChannelKinetics
{
    /// <inheritdoc/>
    public static string Name => "Kv2like";

    /// <inheritdoc/>
    public static IReadOnlyList<MechanismParameter> Parameters { get; } =
        [new("gbar", "S/cm²", 1e-5), new("e", "mV", -77)];

    /// <inheritdoc/>
    public static int GateCount => 3;

    /// <inheritdoc/>
    public static ChannelIon Ion => ChannelIon.Potassium;

    /// <inheritdoc/>
    public static double TemperatureFactor(double celsius) => RateFunctions.Q10(2.3, celsius, 21);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rates(
        Lanes v, ReadOnlySpan<Lanes> parameters, Lanes factor, Span<Lanes> steady, Span<Lanes> rate)
    {
        var open = LaneMath.Create(0.12) * RateFunctions.Linoid(LaneMath.Create(43.0) - v, 11);
        var sum = open + RateFunctions.Exponential(v + LaneMath.Create(1.27), 0.02, -120);
        steady[0] = open / sum;
        rate[0] = factor * LaneMath.Create(1 / 2.5) * sum;

        var inactivation = RateFunctions.Boltzmann(v, LaneMath.Create(-58.0), -11);
        steady[1] = inactivation;
        rate[1] = factor / (LaneMath.Create(360.0)
            + ((LaneMath.Create(1010.0) + (LaneMath.Create(23.7) * (v + LaneMath.Create(54.0)))) * RateFunctions.Gaussian(v, -75, 48)));
        steady[2] = inactivation;
        var slow = (LaneMath.Create(2350.0)
            + RateFunctions.Exponential(v, 1380, -1 / 0.011) - RateFunctions.Exponential(v, 210, -1 / 0.03)) / factor;
        rate[2] = Lanes.One / LaneMath.ConditionalSelect(LaneMath.LessThan(slow, Lanes.Zero), LaneMath.Create(1e-3), slow);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Open(ReadOnlySpan<Lanes> gates) => gates[0] * gates[0] * LaneMath.Create(0.5) * (gates[1] + gates[2]);
}

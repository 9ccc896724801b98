using System.Runtime.CompilerServices;

namespace Noble.Edge.Neurons;

/// <summary>Transient (fast inactivating) potassium current, m⁴h, moved by −10 mV.</summary>
/// <remarks>
/// Korngreen and Sakmann 2000, J Physiol 525:621, as in the Allen Institute's all-active cells. With u = V + 10: m∞ half 0,
/// slope 19 mV, τm = 0.34 + 0.92 exp(−((u + 71) / 59)²); h∞ half −66, slope −10 mV, τh = 8 + 49 exp(−((u + 73) / 23)²) ms; divided
/// by 2.3^1.3, the change from 21 to 34 °C whatever the cell's temperature is.
/// </remarks>
public readonly struct TransientPotassium : IChannelKinetics
{
    /// <inheritdoc/>
    public static string Name => "K_Tst";

    /// <inheritdoc/>
    public static IReadOnlyList<MechanismParameter> Parameters { get; } =
        [new("gbar", "S/cm²", 1e-5), new("e", "mV", -77)];

    /// <inheritdoc/>
    public static int GateCount => 2;

    /// <inheritdoc/>
    public static ChannelIon Ion => ChannelIon.Potassium;

    /// <inheritdoc/>
    public static double TemperatureFactor(double celsius) => RateFunctions.Q10(2.3, 34, 21);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rates(
        Lanes v, ReadOnlySpan<Lanes> parameters, Lanes factor, Span<Lanes> steady, Span<Lanes> rate)
    {
        var u = v + LaneMath.Create(10.0);
        steady[0] = RateFunctions.Boltzmann(u, Lanes.Zero, 19);
        rate[0] = factor / (LaneMath.Create(0.34) + (LaneMath.Create(0.92) * RateFunctions.Gaussian(u, -71, 59)));
        steady[1] = RateFunctions.Boltzmann(u, LaneMath.Create(-66.0), -10);
        rate[1] = factor / (LaneMath.Create(8.0) + (LaneMath.Create(49.0) * RateFunctions.Gaussian(u, -73, 23)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Open(ReadOnlySpan<Lanes> gates)
    {
        var squared = gates[0] * gates[0];
        return squared * squared * gates[1];
    }
}

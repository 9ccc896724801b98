using System.Runtime.CompilerServices;

namespace Noble.Edge.Neurons;

/// <summary>Transient (fast inactivating) potassium current, m⁴h.</summary>
/// <remarks>
/// Korngreen and Sakmann 2000, J Physiol 525:621, as in the Allen Institute's all-active cells. With u = V − vshift: m∞ half −47,
/// slope 29 mV, τm = 0.34 + mTauF 0.92 exp(−((u + 71) / 59)²); h∞ half −66, slope −10 mV,
/// τh = 8 + hTauF 49 exp(−((u + 73) / 23)²) ms; divided by 2.3 for 10 °C from 21 °C.
/// </remarks>
public readonly struct TransientPotassiumShifted : IChannelKinetics
{
    /// <inheritdoc/>
    public static string Name => "K_T";

    /// <inheritdoc/>
    public static IReadOnlyList<MechanismParameter> Parameters { get; } =
        [
        new("gbar", "S/cm²", 1e-5), new("e", "mV", -77), new("vshift", "mV", 0), new("mTauF", "", 1), new("hTauF", "", 1),
    ];

    /// <inheritdoc/>
    public static int GateCount => 2;

    /// <inheritdoc/>
    public static ChannelIon Ion => ChannelIon.Potassium;

    /// <inheritdoc/>
    public static double TemperatureFactor(double celsius) => RateFunctions.Q10(2.3, celsius, 21);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rates(
        Lanes v, ReadOnlySpan<Lanes> parameters, Lanes factor, Span<Lanes> steady, Span<Lanes> rate)
    {
        var u = v - parameters[2];
        steady[0] = RateFunctions.Boltzmann(u, LaneMath.Create(-47.0), 29);
        rate[0] = factor / (LaneMath.Create(0.34) + (parameters[3] * LaneMath.Create(0.92) * RateFunctions.Gaussian(u, -71, 59)));
        steady[1] = RateFunctions.Boltzmann(u, LaneMath.Create(-66.0), -10);
        rate[1] = factor / (LaneMath.Create(8.0) + (parameters[4] * LaneMath.Create(49.0) * RateFunctions.Gaussian(u, -73, 23)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Open(ReadOnlySpan<Lanes> gates)
    {
        var squared = gates[0] * gates[0];
        return squared * squared * gates[1];
    }
}

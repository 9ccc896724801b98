using System.Runtime.CompilerServices;

namespace Noble.Edge.Neurons;

/// <summary>Persistent (slowly inactivating) potassium current, m²h.</summary>
/// <remarks>
/// Korngreen and Sakmann 2000, J Physiol 525:621, as in the Allen Institute's all-active cells. With u = V − vshift: m∞ half
/// −14.3, slope 14.6 mV, τm = tauF (1.25 + 175.03 exp(0.026 u)) below u = −50 mV and tauF (1.25 + 13 exp(−0.026 u)) above; h∞ half −54,
/// slope −11 mV, τh = 360 + (1010 + 24 (u + 55)) exp(−((u + 75) / 48)²) ms; divided by 2.3 for 10 °C from 21 °C.
/// </remarks>
public readonly struct PersistentPotassiumShifted : IChannelKinetics
{
    /// <inheritdoc/>
    public static string Name => "K_P";

    /// <inheritdoc/>
    public static IReadOnlyList<MechanismParameter> Parameters { get; } =
        [
        new("gbar", "S/cm²", 1e-5), new("e", "mV", -77), new("vshift", "mV", 0), new("tauF", "", 1),
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
        var isLow = LaneMath.LessThan(u, LaneMath.Create(-50.0));
        var bell = LaneExp.Exp(LaneMath.ConditionalSelect(isLow, u, -u) * LaneMath.Create(0.026));
        var tau = LaneMath.Create(1.25) + (LaneMath.ConditionalSelect(isLow, LaneMath.Create(175.03), LaneMath.Create(13.0)) * bell);
        steady[0] = RateFunctions.Boltzmann(u, LaneMath.Create(-14.3), 14.6);
        rate[0] = factor / (parameters[3] * tau);
        steady[1] = RateFunctions.Boltzmann(u, LaneMath.Create(-54.0), -11);
        rate[1] = factor / (LaneMath.Create(360.0)
            + ((LaneMath.Create(1010.0) + (LaneMath.Create(24.0) * (u + LaneMath.Create(55.0)))) * RateFunctions.Gaussian(u, -75, 48)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Open(ReadOnlySpan<Lanes> gates) => gates[0] * gates[0] * gates[1];
}

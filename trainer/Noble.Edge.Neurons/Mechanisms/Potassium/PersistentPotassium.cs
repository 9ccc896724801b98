using System.Runtime.CompilerServices;

namespace Noble.Edge.Neurons;

/// <summary>Persistent (slowly inactivating) potassium current, m²h, moved by −10 mV.</summary>
/// <remarks>
/// Korngreen and Sakmann 2000, J Physiol 525:621, as in the Allen Institute's all-active cells. With u = V + 10: m∞ half −1,
/// slope 12 mV, τm = 1.25 + 175.03 exp(0.026 u) below u = −50 mV and 1.25 + 13 exp(−0.026 u) above; h∞ half −54, slope −11 mV,
/// τh = 360 + (1010 + 24 (u + 55)) exp(−((u + 75) / 48)²) ms; divided by 2.3^1.3, the change from 21 to 34 °C whatever the cell's
/// temperature is.
/// </remarks>
public readonly struct PersistentPotassium : IChannelKinetics
{
    /// <inheritdoc/>
    public static string Name => "K_Pst";

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
        var isLow = LaneMath.LessThan(u, LaneMath.Create(-50.0));
        var bell = LaneExp.Exp(LaneMath.ConditionalSelect(isLow, u, -u) * LaneMath.Create(0.026));
        steady[0] = RateFunctions.Boltzmann(u, LaneMath.Create(-1.0), 12);
        rate[0] = factor / (LaneMath.Create(1.25) + (LaneMath.ConditionalSelect(isLow, LaneMath.Create(175.03), LaneMath.Create(13.0)) * bell));
        steady[1] = RateFunctions.Boltzmann(u, LaneMath.Create(-54.0), -11);
        rate[1] = factor / (LaneMath.Create(360.0)
            + ((LaneMath.Create(1010.0) + (LaneMath.Create(24.0) * (u + LaneMath.Create(55.0)))) * RateFunctions.Gaussian(u, -75, 48)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Open(ReadOnlySpan<Lanes> gates) => gates[0] * gates[0] * gates[1];
}

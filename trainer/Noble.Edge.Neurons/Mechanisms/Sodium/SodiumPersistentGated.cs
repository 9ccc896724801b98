using System.Runtime.CompilerServices;

namespace Noble.Edge.Neurons;

/// <summary>Persistent sodium current, m³h.</summary>
/// <remarks>
/// Magistretti and Alonso 1999, J Gen Physiol 114:491, as in the Allen Institute's all-active cells: m∞ half −52.6 mV, slope
/// 4.6 mV, with six times the τ of <c>NaTa_t</c>; h as in <c>Nap</c>; rates times 2.3^1.3, the change from 21 to 34 °C whatever the
/// cell's temperature is.
/// </remarks>
public readonly struct SodiumPersistentGated : IChannelKinetics
{
    /// <inheritdoc/>
    public static string Name => "Nap_Et2";

    /// <inheritdoc/>
    public static IReadOnlyList<MechanismParameter> Parameters { get; } =
        [new("gbar", "S/cm²", 1e-5), new("e", "mV", 50)];

    /// <inheritdoc/>
    public static int GateCount => 2;

    /// <inheritdoc/>
    public static ChannelIon Ion => ChannelIon.Sodium;

    /// <inheritdoc/>
    public static double TemperatureFactor(double celsius) => RateFunctions.Q10(2.3, 34, 21);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rates(
        Lanes v, ReadOnlySpan<Lanes> parameters, Lanes factor, Span<Lanes> steady, Span<Lanes> rate)
    {
        var (falling, rising) = RateFunctions.LinoidPair(v + LaneMath.Create(38.0), 6);
        steady[0] = RateFunctions.Boltzmann(v, LaneMath.Create(-52.6), 4.6);
        rate[0] = factor * ((LaneMath.Create(0.182) * rising) + (LaneMath.Create(0.124) * falling)) * LaneMath.Create(1 / 6.0);

        steady[1] = RateFunctions.Boltzmann(v, LaneMath.Create(-48.8), -10);
        rate[1] = factor * ((LaneMath.Create(2.88e-6) * RateFunctions.Linoid(v + LaneMath.Create(17.0), 4.63))
            + (LaneMath.Create(6.94e-6) * RateFunctions.Linoid(LaneMath.Create(-64.4) - v, 2.63)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Open(ReadOnlySpan<Lanes> gates) => gates[0] * gates[0] * gates[0] * gates[1];
}

using System.Runtime.CompilerServices;

namespace Noble.Edge.Neurons;

/// <summary>Persistent sodium current, m h with m at its steady state.</summary>
/// <remarks>
/// Magistretti and Alonso 1999, J Gen Physiol 114:491, as in the Allen Institute's all-active cells: m∞ half −52.6 mV, slope
/// 4.6 mV, at once; h∞ half −48.8 mV, slope −10 mV; with the linoid L(x, y) = x / (exp(x / y) − 1),
/// 1/τh = 2.88e-6 L(V + 17, 4.63) + 6.94e-6 L(−(V + 64.4), 2.63) per ms, times 2.3 for 10 °C from 21 °C.
/// </remarks>
public readonly struct SodiumPersistent : IChannelKinetics
{
    /// <inheritdoc/>
    public static string Name => "Nap";

    /// <inheritdoc/>
    public static IReadOnlyList<MechanismParameter> Parameters { get; } =
        [new("gbar", "S/cm²", 1e-5), new("e", "mV", 50)];

    /// <inheritdoc/>
    public static int GateCount => 1;

    /// <inheritdoc/>
    public static ChannelIon Ion => ChannelIon.Sodium;

    /// <inheritdoc/>
    public static bool HasInstantaneousGate => true;

    /// <inheritdoc/>
    public static double TemperatureFactor(double celsius) => RateFunctions.Q10(2.3, celsius, 21);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rates(
        Lanes v, ReadOnlySpan<Lanes> parameters, Lanes factor, Span<Lanes> steady, Span<Lanes> rate)
    {
        steady[0] = RateFunctions.Boltzmann(v, LaneMath.Create(-48.8), -10);
        rate[0] = factor * ((LaneMath.Create(2.88e-6) * RateFunctions.Linoid(v + LaneMath.Create(17.0), 4.63))
            + (LaneMath.Create(6.94e-6) * RateFunctions.Linoid(LaneMath.Create(-64.4) - v, 2.63)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Open(ReadOnlySpan<Lanes> gates) => gates[0];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes InstantaneousOpen(Lanes v) => RateFunctions.Boltzmann(v, LaneMath.Create(-52.6), 4.6);
}

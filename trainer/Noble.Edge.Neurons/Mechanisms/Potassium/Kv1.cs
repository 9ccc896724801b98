using System.Runtime.CompilerServices;

namespace Noble.Edge.Neurons;

/// <summary>Slowly inactivating d-type current of the Kv1 family, a³b.</summary>
/// <remarks>
/// Golomb et al. 2007, PLoS Comput Biol 3(8):e156: a∞ half −50 mV, slope 20 mV, τa = 2 ms; b∞ half −70 mV, slope
/// −6 mV, τb = 150 ms. A large density delays the first spike and makes the cell stutter; a small one only softens
/// the foot of the F-I curve.
/// </remarks>
public readonly struct Kv1 : IChannelKinetics
{
    /// <inheritdoc/>
    public static string Name => "Kv1";

    /// <inheritdoc/>
    public static IReadOnlyList<MechanismParameter> Parameters { get; } =
        [new("gbar", "S/cm²", 1e-4), new("e", "mV", -90)];

    /// <inheritdoc/>
    public static int GateCount => 2;

    /// <inheritdoc/>
    public static ChannelIon Ion => ChannelIon.Potassium;

    /// <inheritdoc/>
    public static bool HasFixedRate(int gate) => true;

    /// <inheritdoc/>
    public static double TemperatureFactor(double celsius) => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rates(
        Lanes v, ReadOnlySpan<Lanes> parameters, Lanes factor, Span<Lanes> steady, Span<Lanes> rate)
    {
        steady[0] = RateFunctions.Boltzmann(v, LaneMath.Create(-50.0), 20);
        rate[0] = LaneMath.Create(1 / 2.0);
        steady[1] = RateFunctions.Boltzmann(v, LaneMath.Create(-70.0), -6);
        rate[1] = LaneMath.Create(1 / 150.0);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Open(ReadOnlySpan<Lanes> gates) => gates[0] * gates[0] * gates[0] * gates[1];
}

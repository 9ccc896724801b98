using System.Runtime.CompilerServices;

namespace Noble.Edge.Neurons;

/// <summary>Squid axon sodium current, m³h.</summary>
/// <remarks>
/// Hodgkin and Huxley 1952, J Physiol 117:500, in the absolute voltages that NEURON's <c>hh</c> uses; Q10 = 3 from
/// 6.3 °C. Here for validation against known solutions.
/// </remarks>
public readonly struct HodgkinHuxleySodium : IChannelKinetics
{
    /// <inheritdoc/>
    public static string Name => "hhNa";

    /// <inheritdoc/>
    public static IReadOnlyList<MechanismParameter> Parameters { get; } =
        [new("gbar", "S/cm²", 0.12), new("e", "mV", 50)];

    /// <inheritdoc/>
    public static int GateCount => 2;

    /// <inheritdoc/>
    public static ChannelIon Ion => ChannelIon.Sodium;

    /// <inheritdoc/>
    public static double TemperatureFactor(double celsius) => Math.Pow(3, (celsius - 6.3) / 10);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rates(
        Lanes v, ReadOnlySpan<Lanes> parameters, Lanes factor, Span<Lanes> steady, Span<Lanes> rate)
    {
        var openM = LaneMath.Create(0.1) * RateFunctions.Linoid(LaneMath.Create(-40.0) - v, 10);
        var closeM = RateFunctions.Exponential(v + LaneMath.Create(65.0), 4, -18);
        var sumM = openM + closeM;
        steady[0] = openM / sumM;
        rate[0] = factor * sumM;

        var openH = RateFunctions.Exponential(v + LaneMath.Create(65.0), 0.07, -20);
        var closeH = RateFunctions.Boltzmann(v, LaneMath.Create(-35.0), 10);
        var sumH = openH + closeH;
        steady[1] = openH / sumH;
        rate[1] = factor * sumH;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Open(ReadOnlySpan<Lanes> gates) => gates[0] * gates[0] * gates[0] * gates[1];
}

using System.Runtime.CompilerServices;

namespace Noble.Edge.Neurons;

/// <summary>Muscarinic (Kv7) potassium current, one gate: the source of spike-frequency adaptation.</summary>
/// <remarks>
/// Yamada, Koch and Adams 1989, in Methods in Neuronal Modeling (MIT Press), in the form of Pospischil et al. 2008,
/// Biol Cybern 99:427: p∞ = 1 / (1 + exp(−(V + 35) / 10)),
/// τp = τmax / (3.3 exp((V + 35) / 20) + exp(−(V + 35) / 20)), at 36 °C. <c>shift</c> moves both curves; upwards, the
/// current answers to spikes more than to the voltage between them.
/// </remarks>
public readonly struct MCurrent : IChannelKinetics
{
    /// <inheritdoc/>
    public static string Name => "Km";

    /// <inheritdoc/>
    public static IReadOnlyList<MechanismParameter> Parameters { get; } =
        [new("gbar", "S/cm²", 1e-4), new("e", "mV", -90), new("tauMax", "ms", 608), new("shift", "mV", 0)];

    /// <inheritdoc/>
    public static int GateCount => 1;

    /// <inheritdoc/>
    public static ChannelIon Ion => ChannelIon.Potassium;

    /// <inheritdoc/>
    public static double TemperatureFactor(double celsius) => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rates(
        Lanes v, ReadOnlySpan<Lanes> parameters, Lanes factor, Span<Lanes> steady, Span<Lanes> rate)
    {
        var shifted = v - parameters[3];
        var opening = RateFunctions.Exponential(shifted + LaneMath.Create(35.0), 1, 20);
        steady[0] = RateFunctions.Boltzmann(shifted, LaneMath.Create(-35.0), 10);
        rate[0] = ((LaneMath.Create(3.3) * opening) + (Lanes.One / opening)) / parameters[2];
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Open(ReadOnlySpan<Lanes> gates) => gates[0];
}

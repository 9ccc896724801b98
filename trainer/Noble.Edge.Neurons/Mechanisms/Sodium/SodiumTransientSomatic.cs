using System.Runtime.CompilerServices;

namespace Noble.Edge.Neurons;

/// <summary>Transient sodium current of soma and dendrites, m³h: <c>NaTa_t</c> moved by 6 mV.</summary>
/// <remarks>
/// Colbert and Pan 2002, Nat Neurosci 5:533, as in the Allen Institute's all−active cells (NaTs2_t): with the linoid
/// L(x) = x / (exp(x / 6) − 1), αm = 0.182 L(−(V − a)), βm = 0.124 L(V − a), αh = 0.015 L(V − b), βh = 0.015 L(−(V − b)) per ms;
/// a = −32 mV, b = −60 mV; rates times 2.3^1.3, the change from 21 to 34 °C whatever the cell's
/// temperature is.
/// </remarks>
public readonly struct SodiumTransientSomatic : IChannelKinetics
{
    /// <inheritdoc/>
    public static string Name => "NaTs2_t";

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
        var (falling, rising) = RateFunctions.LinoidPair(v - LaneMath.Create(-32.0), 6);
        var open = LaneMath.Create(0.182) * rising;
        var sum = open + (LaneMath.Create(0.124) * falling);
        steady[0] = open / sum;
        rate[0] = factor * sum;

        (falling, rising) = RateFunctions.LinoidPair(v - LaneMath.Create(-60.0), 6);
        sum = LaneMath.Create(0.015) * (falling + rising);
        steady[1] = LaneMath.Create(0.015) * falling / sum;
        rate[1] = factor * sum;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Open(ReadOnlySpan<Lanes> gates) => gates[0] * gates[0] * gates[0] * gates[1];
}

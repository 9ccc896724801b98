using System.Runtime.CompilerServices;

namespace Noble.Edge.Neurons;

/// <summary>Transient sodium current of soma and dendrites, m³h, every number a parameter.</summary>
/// <remarks>
/// Colbert and Pan 2002, Nat Neurosci 5:533, as in the Allen Institute's all-active cells (NaTs): with the linoid
/// L(x, k) = x / (exp(x / k) − 1), αm = malphaF L(−(V − mvhalf), mk), βm = mbetaF L(V − mvhalf, mk),
/// αh = halphaF L(V − hvhalf, hk), βh = hbetaF L(−(V − hvhalf), hk) per ms; rates times 2.3 for 10 °C from 23 °C.
/// </remarks>
public readonly struct SodiumTransientSomaticShifted : IChannelKinetics
{
    /// <inheritdoc/>
    public static string Name => "NaTs";

    /// <inheritdoc/>
    public static IReadOnlyList<MechanismParameter> Parameters { get; } =
        [
        new("gbar", "S/cm²", 1e-5),
        new("e", "mV", 50),
        new("malphaF", "1/(mV·ms)", 0.182),
        new("mbetaF", "1/(mV·ms)", 0.124),
        new("mvhalf", "mV", -40),
        new("mk", "mV", 6),
        new("halphaF", "1/(mV·ms)", 0.015),
        new("hbetaF", "1/(mV·ms)", 0.015),
        new("hvhalf", "mV", -66),
        new("hk", "mV", 6),
    ];

    /// <inheritdoc/>
    public static int GateCount => 2;

    /// <inheritdoc/>
    public static ChannelIon Ion => ChannelIon.Sodium;

    /// <inheritdoc/>
    public static double TemperatureFactor(double celsius) => RateFunctions.Q10(2.3, celsius, 23);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rates(
        Lanes v, ReadOnlySpan<Lanes> parameters, Lanes factor, Span<Lanes> steady, Span<Lanes> rate)
    {
        var (falling, rising) = RateFunctions.LinoidPair(v - parameters[4], parameters[5]);
        var open = parameters[2] * rising;
        var sum = open + (parameters[3] * falling);
        steady[0] = open / sum;
        rate[0] = factor * sum;

        (falling, rising) = RateFunctions.LinoidPair(v - parameters[8], parameters[9]);
        open = parameters[6] * falling;
        sum = open + (parameters[7] * rising);
        steady[1] = open / sum;
        rate[1] = factor * sum;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Open(ReadOnlySpan<Lanes> gates) => gates[0] * gates[0] * gates[0] * gates[1];
}

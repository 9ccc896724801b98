using System.Runtime.CompilerServices;

namespace Noble.Edge.Neurons;

/// <summary>Hyperpolarisation-activated cation current, one gate: the sag.</summary>
/// <remarks>
/// Kole, Hallermann and Stuart 2006, J Neurosci 26:1677: α = 0.00643 (V + 154.9) / (exp((V + 154.9) / 11.9) − 1),
/// β = 0.193 exp(V / 33.1) per ms, measured at 34-36 °C, reversal −45 mV.
/// </remarks>
public readonly struct HCurrent : IChannelKinetics
{
    /// <inheritdoc/>
    public static string Name => "Ih";

    /// <inheritdoc/>
    public static IReadOnlyList<MechanismParameter> Parameters { get; } =
        [new("gbar", "S/cm²", 1e-5), new("e", "mV", -45)];

    /// <inheritdoc/>
    public static int GateCount => 1;

    /// <inheritdoc/>
    public static double TemperatureFactor(double celsius) => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rates(
        Lanes v, ReadOnlySpan<Lanes> parameters, Lanes factor, Span<Lanes> steady, Span<Lanes> rate)
    {
        var open = LaneMath.Create(0.00643) * RateFunctions.Linoid(v + LaneMath.Create(154.9), 11.9);
        var close = RateFunctions.Exponential(v, 0.193, 33.1);
        var sum = open + close;
        steady[0] = open / sum;
        rate[0] = factor * sum;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Open(ReadOnlySpan<Lanes> gates) => gates[0];
}

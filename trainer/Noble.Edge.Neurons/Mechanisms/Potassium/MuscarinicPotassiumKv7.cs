using System.Runtime.CompilerServices;

namespace Noble.Edge.Neurons;

/// <summary>Muscarinic (Kv7) potassium current, one gate.</summary>
/// <remarks>
/// Vervaeke, Gu, Agdestein, Hu and Storm 2006, J Physiol 576:235, as in the Allen Institute's all-active cells:
/// α = 0.007 exp(2.4 (V + 48) / 26.12), β = 0.007 exp(−3.6 (V + 48) / 26.12) per ms, τ = 15 + 1 / (α + β) ms, divided by 2.3 for
/// 10 °C from 30 °C.
/// </remarks>
public readonly struct MuscarinicPotassiumKv7 : IChannelKinetics
{
    /// <inheritdoc/>
    public static string Name => "Im_v2";

    /// <inheritdoc/>
    public static IReadOnlyList<MechanismParameter> Parameters { get; } =
        [new("gbar", "S/cm²", 1e-5), new("e", "mV", -77)];

    /// <inheritdoc/>
    public static int GateCount => 1;

    /// <inheritdoc/>
    public static ChannelIon Ion => ChannelIon.Potassium;

    /// <inheritdoc/>
    public static double TemperatureFactor(double celsius) => RateFunctions.Q10(2.3, celsius, 30);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rates(
        Lanes v, ReadOnlySpan<Lanes> parameters, Lanes factor, Span<Lanes> steady, Span<Lanes> rate)
    {
        var u = v + LaneMath.Create(48.0);
        var open = RateFunctions.Exponential(u, 0.007, 26.12 / 2.4);
        var sum = open + RateFunctions.Exponential(u, 0.007, -26.12 / 3.6);
        steady[0] = open / sum;
        rate[0] = factor * sum / ((LaneMath.Create(15.0) * sum) + Lanes.One);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Open(ReadOnlySpan<Lanes> gates) => gates[0];
}

using System.Runtime.CompilerServices;

namespace Noble.Edge.Neurons;

/// <summary>Muscarinic potassium current, one gate.</summary>
/// <remarks>
/// Adams, Brown and Constanti 1982, J Physiol 330:537, as in the Allen Institute's all-active cells:
/// α = 0.0033 exp(0.1 (V + 35)), β = 0.0033 exp(−0.1 (V + 35)) per ms, times 2.3 for 10 °C from 21 °C.
/// </remarks>
public readonly struct MuscarinicPotassium : IChannelKinetics
{
    /// <inheritdoc/>
    public static string Name => "Im";

    /// <inheritdoc/>
    public static IReadOnlyList<MechanismParameter> Parameters { get; } =
        [new("gbar", "S/cm²", 1e-5), new("e", "mV", -77)];

    /// <inheritdoc/>
    public static int GateCount => 1;

    /// <inheritdoc/>
    public static ChannelIon Ion => ChannelIon.Potassium;

    /// <inheritdoc/>
    public static double TemperatureFactor(double celsius) => RateFunctions.Q10(2.3, celsius, 21);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rates(
        Lanes v, ReadOnlySpan<Lanes> parameters, Lanes factor, Span<Lanes> steady, Span<Lanes> rate)
    {
        var open = LaneExp.Exp((v + LaneMath.Create(35.0)) * LaneMath.Create(0.1));
        var close = Lanes.One / open;
        var sum = open + close;
        steady[0] = open / sum;
        rate[0] = factor * LaneMath.Create(3.3e-3) * sum;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Open(ReadOnlySpan<Lanes> gates) => gates[0];
}

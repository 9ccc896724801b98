using System.Runtime.CompilerServices;

namespace Noble.Edge.Neurons;

/// <summary>Small-conductance calcium-activated potassium current, one gate.</summary>
/// <remarks>
/// Köhler et al. 1996, Science 273:1709, as in the Allen Institute's all-active cells: z∞ = 1 / (1 + (0.00043 / c)^4.8) with the
/// calcium concentration c [mM], τ = 1 ms at every temperature.
/// </remarks>
public readonly struct CalciumActivatedPotassium : IChannelKinetics
{
    /// <inheritdoc/>
    public static string Name => "SK";

    /// <inheritdoc/>
    public static IReadOnlyList<MechanismParameter> Parameters { get; } =
        [new("gbar", "S/cm²", 1e-5), new("e", "mV", -77)];

    /// <inheritdoc/>
    public static int GateCount => 1;

    /// <inheritdoc/>
    public static ChannelIon Ion => ChannelIon.Potassium;

    /// <inheritdoc/>
    public static bool IsGatedByCalcium => true;

    /// <inheritdoc/>
    public static bool HasFixedRate(int gate) => true;

    /// <inheritdoc/>
    public static double TemperatureFactor(double celsius) => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rates(
        Lanes v, ReadOnlySpan<Lanes> parameters, Lanes factor, Span<Lanes> steady, Span<Lanes> rate)
    {
        // Where calcium is all but gone the power would overflow; the published equations lift it by 1e-7 mM there.
        var calcium = LaneMath.ConditionalSelect(LaneMath.LessThan(v, LaneMath.Create(1e-7)), v + LaneMath.Create(1e-7), v);
        var power = LaneExp.Exp(LaneMath.Create(4.8) * LaneMath.Log(LaneMath.Create(0.00043) / calcium));
        steady[0] = Lanes.One / (Lanes.One + power);
        rate[0] = factor;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Open(ReadOnlySpan<Lanes> gates) => gates[0];
}

using System.Runtime.CompilerServices;

namespace Noble.Edge.Neurons;

/// <summary>High-voltage-activated calcium current, m²h.</summary>
/// <remarks>
/// Reuveni, Friedman, Amitai and Gutnick 1993, J Neurosci 13:4609, as in the Allen Institute's all-active cells:
/// αm = 0.055 (−27 − V) / (exp((−27 − V) / 3.8) − 1), βm = 0.94 exp((−75 − V) / 17), αh = 0.000457 exp((−13 − V) / 50),
/// βh = 0.0065 / (exp((−V − 15) / 28) + 1) per ms, at every temperature.
/// </remarks>
public readonly struct CalciumHighVoltage : IChannelKinetics
{
    /// <inheritdoc/>
    public static string Name => "Ca_HVA";

    /// <inheritdoc/>
    public static IReadOnlyList<MechanismParameter> Parameters { get; } =
        [new("gbar", "S/cm²", 1e-5)];

    /// <inheritdoc/>
    public static int GateCount => 2;

    /// <inheritdoc/>
    public static ChannelIon Ion => ChannelIon.Calcium;

    /// <inheritdoc/>
    public static double TemperatureFactor(double celsius) => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rates(
        Lanes v, ReadOnlySpan<Lanes> parameters, Lanes factor, Span<Lanes> steady, Span<Lanes> rate)
    {
        var open = LaneMath.Create(0.055) * RateFunctions.Linoid(LaneMath.Create(-27.0) - v, 3.8);
        var sum = open + RateFunctions.Exponential(v + LaneMath.Create(75.0), 0.94, -17);
        steady[0] = open / sum;
        rate[0] = factor * sum;

        open = RateFunctions.Exponential(v + LaneMath.Create(13.0), 0.000457, -50);
        sum = open + (LaneMath.Create(0.0065) * RateFunctions.Boltzmann(v, LaneMath.Create(-15.0), 28));
        steady[1] = open / sum;
        rate[1] = factor * sum;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Open(ReadOnlySpan<Lanes> gates) => gates[0] * gates[0] * gates[1];
}

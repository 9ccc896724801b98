using System.Runtime.CompilerServices;

namespace Noble.Edge.Neurons;

/// <summary>Kv3.1 potassium current, one gate.</summary>
/// <remarks>
/// Rettig et al. 1992, EMBO J 11:2473, as in the Allen Institute's all-active cells: m∞ half 18.7, slope 9.7 mV;
/// τ = 4 / (1 + exp(−(V + 46.56) / 44.14)) ms, at every temperature; <c>vshift</c> moves both.
/// </remarks>
public readonly struct FastDelayedRectifierKv31 : IChannelKinetics
{
    /// <inheritdoc/>
    public static string Name => "Kv3_1";

    /// <inheritdoc/>
    public static IReadOnlyList<MechanismParameter> Parameters { get; } =
        [
        new("gbar", "S/cm²", 1e-5), new("e", "mV", -77), new("vshift", "mV", 0),
    ];

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
        var u = v - parameters[2];
        steady[0] = RateFunctions.Boltzmann(u, LaneMath.Create(18.7), 9.7);
        rate[0] = factor * LaneMath.Create(0.25) * (Lanes.One + LaneExp.Exp((u + LaneMath.Create(46.56)) * LaneMath.Create(-1 / 44.14)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Open(ReadOnlySpan<Lanes> gates) => gates[0];
}

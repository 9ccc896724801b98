using System.Runtime.CompilerServices;

namespace Noble.Edge.Neurons;

/// <summary>Slowly inactivating d-type potassium current, m h.</summary>
/// <remarks>
/// Foust, Yu, Popovic, Zecevic and McCormick 2011, J Neurosci 31:15490, as in the Allen Institute's all-active cells: m∞ half −43,
/// slope 8 mV, τm = 1 ms; h∞ half −67, slope −7.3 mV, τh = 1500 ms, at every temperature.
/// </remarks>
public readonly struct SlowlyInactivatingPotassium : IChannelKinetics
{
    /// <inheritdoc/>
    public static string Name => "Kd";

    /// <inheritdoc/>
    public static IReadOnlyList<MechanismParameter> Parameters { get; } =
        [new("gbar", "S/cm²", 1e-5), new("e", "mV", -77)];

    /// <inheritdoc/>
    public static int GateCount => 2;

    /// <inheritdoc/>
    public static ChannelIon Ion => ChannelIon.Potassium;

    /// <inheritdoc/>
    public static bool HasFixedRate(int gate) => true;

    /// <inheritdoc/>
    public static double TemperatureFactor(double celsius) => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rates(
        Lanes v, ReadOnlySpan<Lanes> parameters, Lanes factor, Span<Lanes> steady, Span<Lanes> rate)
    {
        steady[0] = RateFunctions.Boltzmann(v, LaneMath.Create(-43.0), 8);
        rate[0] = factor;
        steady[1] = RateFunctions.Boltzmann(v, LaneMath.Create(-67.0), -7.3);
        rate[1] = factor * LaneMath.Create(1 / 1500.0);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Open(ReadOnlySpan<Lanes> gates) => gates[0] * gates[1];
}

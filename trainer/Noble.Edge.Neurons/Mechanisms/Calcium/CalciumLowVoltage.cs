using System.Runtime.CompilerServices;

namespace Noble.Edge.Neurons;

/// <summary>Low-voltage-activated calcium current, m²h.</summary>
/// <remarks>
/// Avery and Johnston 1996, J Neurosci 16:5567, time constants after Randall and Tsien 1997, as in the Allen Institute's
/// all-active cells. With u = V + 10: m∞ half −30, slope 6 mV, τm = 5 + 20 / (1 + exp((u + 25) / 5)); h∞ half −80, slope −6.4 mV,
/// τh = 20 + 50 / (1 + exp((u + 40) / 7)) ms, divided by 2.3 for 10 °C from 21 °C.
/// </remarks>
public readonly struct CalciumLowVoltage : IChannelKinetics
{
    /// <inheritdoc/>
    public static string Name => "Ca_LVA";

    /// <inheritdoc/>
    public static IReadOnlyList<MechanismParameter> Parameters { get; } =
        [new("gbar", "S/cm²", 1e-5)];

    /// <inheritdoc/>
    public static int GateCount => 2;

    /// <inheritdoc/>
    public static ChannelIon Ion => ChannelIon.Calcium;

    /// <inheritdoc/>
    public static double TemperatureFactor(double celsius) => RateFunctions.Q10(2.3, celsius, 21);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rates(
        Lanes v, ReadOnlySpan<Lanes> parameters, Lanes factor, Span<Lanes> steady, Span<Lanes> rate)
    {
        var u = v + LaneMath.Create(10.0);
        steady[0] = RateFunctions.Boltzmann(u, LaneMath.Create(-30.0), 6);
        rate[0] = factor / (LaneMath.Create(5.0) + (LaneMath.Create(20.0) * RateFunctions.Boltzmann(u, LaneMath.Create(-25.0), -5)));
        steady[1] = RateFunctions.Boltzmann(u, LaneMath.Create(-80.0), -6.4);
        rate[1] = factor / (LaneMath.Create(20.0) + (LaneMath.Create(50.0) * RateFunctions.Boltzmann(u, LaneMath.Create(-40.0), -7)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Open(ReadOnlySpan<Lanes> gates) => gates[0] * gates[0] * gates[1];
}

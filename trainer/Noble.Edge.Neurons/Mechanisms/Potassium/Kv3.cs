using System.Runtime.CompilerServices;

namespace Noble.Edge.Neurons;

/// <summary>Fast delayed rectifier of the Kv3 family, n²: what lets the cell fire fast.</summary>
/// <remarks>
/// Golomb et al. 2007, PLoS Comput Biol 3(8):e156: n∞ half −12.4 mV, slope 6.8 mV;
/// τn = (0.087 + 11.4 / (1 + exp((V + 14.6) / 8.6))) · (0.087 + 11.4 / (1 + exp(−(V − 1.3) / 18.7))) ms.
/// <c>shift</c> moves the curves, <c>speed</c> scales the rate.
/// </remarks>
public readonly struct Kv3 : IChannelKinetics
{
    /// <inheritdoc/>
    public static string Name => "Kv3";

    /// <inheritdoc/>
    public static IReadOnlyList<MechanismParameter> Parameters { get; } =
        [new("gbar", "S/cm²", 0.225), new("e", "mV", -90), new("shift", "mV", 0), new("speed", "", 1)];

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
        var shifted = v - parameters[2];
        var floor = LaneMath.Create(0.087);
        var span = LaneMath.Create(11.4);
        steady[0] = RateFunctions.Boltzmann(shifted, LaneMath.Create(-12.4), 6.8);
        var closing = floor + (span * RateFunctions.Boltzmann(shifted, LaneMath.Create(-14.6), -8.6));
        var opening = floor + (span * RateFunctions.Boltzmann(shifted, LaneMath.Create(1.3), 18.7));
        rate[0] = parameters[3] / (closing * opening);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Open(ReadOnlySpan<Lanes> gates) => gates[0] * gates[0];
}

using System.Runtime.CompilerServices;

namespace Noble.Edge.Neurons;

/// <summary>Squid axon delayed rectifier, n⁴.</summary>
/// <remarks>Hodgkin and Huxley 1952, J Physiol 117:500; Q10 = 3 from 6.3 °C. Here for validation.</remarks>
public readonly struct HodgkinHuxleyPotassium : IChannelKinetics
{
    /// <inheritdoc/>
    public static string Name => "hhK";

    /// <inheritdoc/>
    public static IReadOnlyList<MechanismParameter> Parameters { get; } =
        [new("gbar", "S/cm²", 0.036), new("e", "mV", -77)];

    /// <inheritdoc/>
    public static int GateCount => 1;

    /// <inheritdoc/>
    public static ChannelIon Ion => ChannelIon.Potassium;

    /// <inheritdoc/>
    public static double TemperatureFactor(double celsius) => Math.Pow(3, (celsius - 6.3) / 10);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rates(
        Lanes v, ReadOnlySpan<Lanes> parameters, Lanes factor, Span<Lanes> steady, Span<Lanes> rate)
    {
        var open = LaneMath.Create(0.01) * RateFunctions.Linoid(LaneMath.Create(-55.0) - v, 10);
        var close = RateFunctions.Exponential(v + LaneMath.Create(65.0), 0.125, -80);
        var sum = open + close;
        steady[0] = open / sum;
        rate[0] = factor * sum;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Open(ReadOnlySpan<Lanes> gates)
    {
        var squared = gates[0] * gates[0];
        return squared * squared;
    }
}

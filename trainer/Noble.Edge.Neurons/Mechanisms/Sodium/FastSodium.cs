using System.Runtime.CompilerServices;

namespace Noble.Edge.Neurons;

/// <summary>Fast sodium current of a fast-spiking interneuron, m³h.</summary>
/// <remarks>
/// Golomb et al. 2007, PLoS Comput Biol 3(8):e156: m∞ half −24 mV, slope 11.5 mV; h∞ half −58.3 mV, slope −6.7 mV;
/// τh = 0.5 + 14 / (1 + exp((V + 60) / 12)) ms. There m is instantaneous; here it relaxes in <c>tauM</c> (0.03 ms),
/// because the solver takes gates and voltage in turns and an instantaneous gate would make its result depend on the
/// step. <c>shiftM</c> and <c>shiftH</c> move the two curves, <c>speedH</c> scales the rate of h.
/// </remarks>
public readonly struct FastSodium : IChannelKinetics
{
    /// <inheritdoc/>
    public static string Name => "NaF";

    /// <inheritdoc/>
    public static IReadOnlyList<MechanismParameter> Parameters { get; } =
    [
        new("gbar", "S/cm²", 0.1125),
        new("e", "mV", 50),
        new("shiftM", "mV", 0),
        new("shiftH", "mV", 0),
        new("tauM", "ms", 0.03),
        new("speedH", "", 1),
    ];

    /// <inheritdoc/>
    public static int GateCount => 2;

    /// <inheritdoc/>
    public static ChannelIon Ion => ChannelIon.Sodium;

    /// <inheritdoc/>
    public static bool HasFixedRate(int gate) => gate == 0;

    /// <inheritdoc/>
    public static double TemperatureFactor(double celsius) => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rates(
        Lanes v, ReadOnlySpan<Lanes> parameters, Lanes factor, Span<Lanes> steady, Span<Lanes> rate)
    {
        steady[0] = RateFunctions.Boltzmann(v, LaneMath.Create(-24.0) + parameters[2], 11.5);
        rate[0] = Lanes.One / parameters[4];

        steady[1] = RateFunctions.Boltzmann(v, LaneMath.Create(-58.3) + parameters[3], -6.7);
        var tau = LaneMath.Create(0.5)
            + (LaneMath.Create(14.0) * RateFunctions.Boltzmann(v, LaneMath.Create(-60.0) + parameters[3], -12));
        rate[1] = parameters[5] / tau;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Open(ReadOnlySpan<Lanes> gates) => gates[0] * gates[0] * gates[0] * gates[1];
}

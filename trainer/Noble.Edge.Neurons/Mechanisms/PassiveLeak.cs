using System.Runtime.CompilerServices;

namespace Noble.Edge.Neurons;

/// <summary>Ohmic leak, I = g (V − e).</summary>
public readonly struct PassiveLeak : IChannelKinetics
{
    /// <inheritdoc/>
    public static string Name => "pas";

    /// <inheritdoc/>
    public static IReadOnlyList<MechanismParameter> Parameters { get; } =
        [new("g", "S/cm²", 1e-4), new("e", "mV", -70)];

    /// <inheritdoc/>
    public static int GateCount => 0;

    /// <inheritdoc/>
    public static double TemperatureFactor(double celsius) => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rates(
        Lanes v, ReadOnlySpan<Lanes> parameters, Lanes factor, Span<Lanes> steady, Span<Lanes> rate)
    {
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Open(ReadOnlySpan<Lanes> gates) => Lanes.One;
}

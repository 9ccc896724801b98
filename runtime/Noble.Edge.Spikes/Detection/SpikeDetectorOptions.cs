using System.Globalization;

namespace Noble.Edge.Spikes;

/// <summary>What counts as a spike.</summary>
public sealed record SpikeDetectorOptions
{
    /// <summary>Upward through -20 mV, armed again under -30 mV, 1 ms refractory, cubic interpolation.</summary>
    public static SpikeDetectorOptions Default { get; } = new();

    /// <summary>Upward crossing of this voltage is a spike [mV]; default -20, range -100 to 100.</summary>
    public double ThresholdMillivolts
    {
        get;
        init => field = Guard(value, -100, 100, "spike threshold", "mV");
    } = -20;

    /// <summary>
    /// How far under the threshold the voltage has to fall before the next spike can be counted [mV];
    /// default 10, range 0 to 100. Noise on the upstroke is one spike.
    /// </summary>
    public double HysteresisMillivolts
    {
        get;
        init => field = Guard(value, 0, 100, "spike hysteresis", "mV");
    } = 10;

    /// <summary>Shortest interval between two spikes of a neuron [ms]; default 1, range 0 to 100.</summary>
    public double RefractoryMilliseconds
    {
        get;
        init => field = Guard(value, 0, 100, "refractory period", "ms");
    } = 1;

    /// <summary>How the moment between two samples is found; default <see cref="CrossingInterpolation.Cubic"/>.</summary>
    public CrossingInterpolation Interpolation { get; init; } = CrossingInterpolation.Cubic;

    private static double Guard(double value, double minimum, double maximum, string name, string unit) =>
        value >= minimum && value <= maximum
            ? value
            : throw new ArgumentOutOfRangeException(
                null,
                string.Create(CultureInfo.InvariantCulture, $"{name} {value} {unit}: expected {minimum} to {maximum} {unit}"));
}

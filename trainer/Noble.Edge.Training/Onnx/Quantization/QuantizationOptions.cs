using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>How a model is quantized, and how much worse its spikes may become.</summary>
public sealed record QuantizationOptions
{
    /// <summary>float16 or int8.</summary>
    public required OnnxPrecision Precision
    {
        get;
        init => field = value is OnnxPrecision.Fp16 or OnnxPrecision.Int8 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "precision: expected Fp16 or Int8");
    }

    /// <summary>Training traces that ranges are taken from and the search is made on. Default 48, range 1 to 4096.</summary>
    public int CalibrationTraces { get; init => field = InRange(value, 1, 4096, "calibration traces"); } = 48;

    /// <summary>Which of them. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Most spikes too few or too many, against the float32 graph on held-out currents [%]. Default 0.5, range 0 to 100.</summary>
    public double CountBoundPercent { get; init => field = InRange(value, 0, 100, "bound on the spike count"); } = 0.5;

    /// <summary>Fewest spikes of the float32 graph with one within 1 ms, on held-out currents [%]. Default 99, range 0 to 100.</summary>
    public double WithinBoundPercent { get; init => field = InRange(value, 0, 100, "bound on spikes within 1 ms"); } = 99;

    /// <summary>
    /// Largest relative L2 of the voltage in mV, against the float32 graph on held-out currents [%]. Default 0.3, range 0 to 100: beside a model's own
    /// error of 0.5 % it is little.
    /// </summary>
    public double RelativeL2BoundPercent { get; init => field = InRange(value, 0, 100, "bound on the relative L2"); } = 0.3;

    private static T InRange<T>(T value, T lowest, T highest, string name)
        where T : IComparable<T> =>
        value.CompareTo(lowest) >= 0 && value.CompareTo(highest) <= 0
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), FormattableString.Invariant($"{name} {value}: expected {lowest} to {highest}"));
}

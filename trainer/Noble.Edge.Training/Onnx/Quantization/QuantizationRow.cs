using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>One precision of a model's graph in <c>quantization.json</c>.</summary>
public sealed record QuantizationRow
{
    /// <summary>Its arithmetic.</summary>
    public required OnnxPrecision Precision { get; init; }

    /// <summary>File in the model's folder; null where it was refused.</summary>
    public string? File { get; init; }

    /// <summary>Size of the graph.</summary>
    public required long Bytes { get; init; }

    /// <summary>Time for a trace on one thread of ONNX Runtime's CPU provider, the least of several [ms].</summary>
    public required double MillisecondsPerTrace { get; init; }

    /// <summary>Beside the float32 graph, on held-out currents; null for float32.</summary>
    public SpikeFigures? AgainstFloat32 { get; init; }

    /// <summary>Beside the solver, on the same traces.</summary>
    public required SpikeFigures AgainstSolver { get; init; }

    /// <summary>Traces that both are measured on.</summary>
    public required int HeldOutTraces { get; init; }

    /// <summary>Training traces that ranges and search were made on; null for float32.</summary>
    public int? CalibrationTraces { get; init; }

    /// <summary>Seed of that draw; null for float32.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Most spikes too few or too many that were allowed [%]; null for float32.</summary>
    public double? CountBoundPercent { get; init; }

    /// <summary>Fewest spikes within 1 ms that were allowed [%]; null for float32.</summary>
    public double? WithinBoundPercent { get; init; }

    /// <summary>Largest relative L2 of the voltage that was allowed [%]; null for float32.</summary>
    public double? RelativeL2BoundPercent { get; init; }

    /// <summary>Each product, in the order in which they are computed; empty for float32.</summary>
    public SiteError[] Sites { get; init; } = [];

    /// <summary>Whether voltage and spikes are no worse than the bounds. Written so that a value that is not a number is not.</summary>
    public bool IsWithinBounds() => AgainstFloat32 is not { } figures
        || (100 * figures.RelativeL2 <= RelativeL2BoundPercent && figures.CountErrorPercent <= CountBoundPercent && figures.WithinOneMillisecondPercent >= WithinBoundPercent);
}

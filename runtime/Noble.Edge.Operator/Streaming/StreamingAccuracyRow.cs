namespace Noble.Edge.Operator;

/// <summary>Measured errors of a streaming operator that runs free, or of the solver at half its step, against the solver.</summary>
public sealed record StreamingAccuracyRow
{
    /// <summary>What is compared: the model, or the solver at another step.</summary>
    public required string Of { get; init; }

    /// <summary>Which neurons: <c>seen</c> or <c>never seen</c>.</summary>
    public required string Neurons { get; init; }

    /// <summary>Which kind of input.</summary>
    public required string Input { get; init; }

    /// <summary>Traces in the group.</summary>
    public required int Traces { get; init; }

    /// <summary>Length of a trace [ms].</summary>
    public required double WindowMilliseconds { get; init; }

    /// <summary>Spikes of the solver.</summary>
    public required int Spikes { get; init; }

    /// <summary>Coincidence F1 within 1, 2 and 4 ms over all spikes of the group, 0 to 1; null where there are none.</summary>
    public double? CoincidenceWithin1 { get; init; }

    /// <summary>The same within 2 ms.</summary>
    public double? CoincidenceWithin2 { get; init; }

    /// <summary>The same within 4 ms.</summary>
    public double? CoincidenceWithin4 { get; init; }

    /// <summary>Sum over traces of |count − count_solver| over the sum of count_solver [%].</summary>
    public double? SpikeCountErrorPercent { get; init; }

    /// <summary>Root mean square of the voltage's error over samples that are 5 ms and more after, and 2 ms and more before any spike of either [mV].</summary>
    public double? SubThresholdErrorMillivolts { get; init; }

    /// <summary>Root mean square of the error of the mean spike shape, from 1 ms before to 3 ms after each side's own spikes [mV].</summary>
    public double? SpikeShapeErrorMillivolts { get; init; }
}

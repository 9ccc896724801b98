namespace Noble.Edge.Operator;

/// <summary>Measured errors against the solver over one group of traces.</summary>
public sealed record AccuracyRow
{
    /// <summary>Which neurons and currents: <c>seen neurons, new currents</c> and the like.</summary>
    public required string Split { get; init; }

    /// <summary>Which part of the F-I curve: <c>all</c>, <c>sub-threshold</c>, <c>transient</c> or <c>repetitive</c>.</summary>
    public required string Zone { get; init; }

    /// <summary>Traces in the group.</summary>
    public required int Traces { get; init; }

    /// <summary>Mean over traces of |V - V_solver| / |V_solver| [%].</summary>
    public required double RelativeL2Percent { get; init; }

    /// <summary>Sum of |count - count_solver| over the sum of count_solver [%]; null where the solver never fires.</summary>
    public double? SpikeCountErrorPercent { get; init; }

    /// <summary>Solver spikes that have a spike of the operator within 1 ms, one to one [%].</summary>
    public double? SpikesWithinOneMillisecondPercent { get; init; }

    /// <summary>Coincidence F1 within 1 ms, 0 to 1: the harmonic mean of precision and recall.</summary>
    public double? CoincidenceF1 { get; init; }

    /// <summary>Median over matched spikes of |t - t_solver| [ms].</summary>
    public double? SpikeTimeErrorMilliseconds { get; init; }

    /// <summary>Mean error of the mean action-potential amplitude [%].</summary>
    public double? AmplitudeErrorPercent { get; init; }

    /// <summary>Mean error of the first action potential's width [%].</summary>
    public double? Ap1WidthErrorPercent { get; init; }

    /// <summary>Mean absolute error of the steady voltage at the step's end, over traces without spikes [mV].</summary>
    public double? SteadyStateErrorMillivolts { get; init; }

    /// <summary>Spikes of the operator with no spike of the solver within 1 ms, in the whole group.</summary>
    public int FalseSpikes { get; init; }
}

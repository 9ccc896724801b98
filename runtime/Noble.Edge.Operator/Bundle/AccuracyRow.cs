namespace Noble.Edge.Operator;

/// <summary>Measured errors against the solver over one group of traces.</summary>
public sealed record AccuracyRow
{
    /// <summary>Which neurons and currents: <c>seen neurons, new currents</c> and the like.</summary>
    public required string Split { get; init; }

    /// <summary>Which part of the F-I curve: <c>all</c>, <c>sub-threshold</c>, <c>transient</c>, <c>repetitive</c> or <c>block</c>.</summary>
    public required string Zone { get; init; }

    /// <summary>Traces in the group.</summary>
    public required int Traces { get; init; }

    /// <summary>Mean over traces of |V - V_solver| / |V_solver| [%].</summary>
    public required double RelativeL2Percent { get; init; }

    /// <summary>Its median over traces [%]; null in manifests before it was measured, as the other figures that may be null.</summary>
    public double? RelativeL2MedianPercent { get; init; }

    /// <summary>Its 95th percentile over traces [%].</summary>
    public double? RelativeL2P95Percent { get; init; }

    /// <summary>Sum of |count - count_solver| over the sum of count_solver [%]; null where the solver never fires.</summary>
    public double? SpikeCountErrorPercent { get; init; }

    /// <summary>Solver spikes that have a spike of the operator within 1 ms, one to one [%].</summary>
    public double? SpikesWithinOneMillisecondPercent { get; init; }

    /// <summary>Coincidence F1 within 1 ms, 0 to 1: the harmonic mean of precision and recall.</summary>
    public double? CoincidenceF1 { get; init; }

    /// <summary>Median over matched spikes of |t - t_solver| [ms].</summary>
    public double? SpikeTimeErrorMilliseconds { get; init; }

    /// <summary>95th percentile of the same [ms].</summary>
    public double? SpikeTimeErrorP95Milliseconds { get; init; }

    /// <summary>Victor-Purpura distance, 1 for a spike too few or too many and for a shift by 1 ms, over the solver's spikes.</summary>
    public double? VictorPurpuraPerSpike { get; init; }

    /// <summary>Mean van Rossum distance with tau 10 ms over traces with a spike on either side; 0.707 for one spike too many.</summary>
    public double? VanRossumDistance { get; init; }

    /// <summary>Mean error of the mean action-potential amplitude [%].</summary>
    public double? AmplitudeErrorPercent { get; init; }

    /// <summary>Mean error of the first action potential's width [%].</summary>
    public double? Ap1WidthErrorPercent { get; init; }

    /// <summary>Its median [%]: a failed spike before the first stretches one width a hundredfold, and the mean with it.</summary>
    public double? Ap1WidthErrorMedianPercent { get; init; }

    /// <summary>Mean absolute error of the steady voltage at the step's end, over traces without spikes [mV].</summary>
    public double? SteadyStateErrorMillivolts { get; init; }

    /// <summary>The same relative to the voltage [%], as the published work gives it.</summary>
    public double? SteadyStateErrorPercent { get; init; }

    /// <summary>Mean error of the sag amplitude over traces without spikes whose sag is 0.1 mV or more [%].</summary>
    public double? SagErrorPercent { get; init; }

    /// <summary>Spikes of the operator with no spike of the solver within 1 ms, in the whole group.</summary>
    public int FalseSpikes { get; init; }
}

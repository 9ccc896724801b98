namespace Noble.Edge.Training;

/// <summary>One trace of the operator beside the solver's.</summary>
public sealed record TraceComparison
{
    /// <summary>Which question it answers.</summary>
    public string Split { get; init; } = "";

    /// <summary>Index of the trace in the data set.</summary>
    public required int Trace { get; init; }

    /// <summary>Where the current lies on the neuron's F-I curve.</summary>
    public required FiringZone Zone { get; init; }

    /// <summary>|V - V_solver| / |V_solver|.</summary>
    public required double RelativeL2 { get; init; }

    /// <summary>Spikes of the solver, at its own resolution.</summary>
    public required int TrueSpikes { get; init; }

    /// <summary>Spikes of the operator, by the runtime's detector.</summary>
    public required int Spikes { get; init; }

    /// <summary>Signed distance in time of each pair of spikes within 1 ms [ms].</summary>
    public required IReadOnlyList<double> Matches { get; init; }

    /// <summary>Victor-Purpura distance.</summary>
    public required double VictorPurpura { get; init; }

    /// <summary>van Rossum distance.</summary>
    public required double VanRossum { get; init; }

    /// <summary>The solver's features in the order of <see cref="EvaluatedFeatures.All"/>; NaN where it does not have one.</summary>
    public required IReadOnlyList<double> TrueFeatures { get; init; }

    /// <summary>The operator's features, likewise.</summary>
    public required IReadOnlyList<double> Features { get; init; }

    /// <summary>Spikes of the operator without one of the solver within 1 ms.</summary>
    public int FalseSpikes => Spikes - Matches.Count;

    /// <summary>Absolute error of a feature in its unit; NaN where either side does not have it.</summary>
    public double FeatureError(int feature) => Math.Abs(Features[feature] - TrueFeatures[feature]);

    /// <summary>Relative error of a feature; NaN where either side does not have it, or the solver's value is too small for a ratio.</summary>
    public double RelativeFeatureError(int feature)
    {
        var size = Math.Abs(TrueFeatures[feature]);
        return size > 0 && size >= EvaluatedFeatures.All[feature].RelativeFloor ? FeatureError(feature) / size : double.NaN;
    }
}

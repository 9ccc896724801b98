namespace Noble.Edge.Training;

/// <summary>Spikes of one neuron over current.</summary>
public sealed record FrequencyCurrentFigures
{
    /// <summary>Its name.</summary>
    public required string Neuron { get; init; }

    /// <summary>Whether it was trained on.</summary>
    public required bool IsSeen { get; init; }

    /// <summary>Currents of the solver's traces [nA], rising.</summary>
    public required double[] SolverCurrentsNanoamperes { get; init; }

    /// <summary>The solver's spikes at each.</summary>
    public required int[] SolverSpikes { get; init; }

    /// <summary>Currents at which the operator was asked [nA].</summary>
    public required double[] OperatorCurrentsNanoamperes { get; init; }

    /// <summary>The operator's spikes at each, for each way in which the model was told of the neuron.</summary>
    public required FrequencyCurrentLine[] Lines { get; init; }
}

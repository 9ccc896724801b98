namespace Noble.Edge.Training;

/// <summary>One simulated trace: a row of <c>voltage.npy</c>.</summary>
public sealed record DataSetTrace
{
    /// <summary>Index into the data set's neurons.</summary>
    public required int Neuron { get; init; }

    /// <summary>Amplitude of the step [nA].</summary>
    public required double CurrentNanoamperes { get; init; }
}

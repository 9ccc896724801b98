namespace Noble.Edge.Operator;

/// <summary>Where a model comes from.</summary>
public sealed record ModelProvenance
{
    /// <summary>The cell whose parameter sets were learned.</summary>
    public required string Cell { get; init; }

    /// <summary>The solver, its scheme and step.</summary>
    public required string GroundTruth { get; init; }

    /// <summary>Program and version that trained it.</summary>
    public required string Trainer { get; init; }

    /// <summary>How it was trained, in one line.</summary>
    public required string Training { get; init; }

    /// <summary>Seed of the training run.</summary>
    public required long Seed { get; init; }

    /// <summary>
    /// Bands of current that no training trace lies in, [low, high] in nA each, counted from the neuron's own onset of
    /// repetitive firing: the test of currents never seen.
    /// </summary>
    public double[][] HeldOutExcessNanoamperes { get; init; } = [];

    /// <summary>Whether a current lies in a band that was kept out of training.</summary>
    /// <param name="excessNanoamperes">The current less the neuron's onset.</param>
    public bool IsHeldOut(double excessNanoamperes) =>
        HeldOutExcessNanoamperes.Any(band => excessNanoamperes >= band[0] && excessNanoamperes <= band[1]);

    /// <summary>Traces that it was trained on.</summary>
    public required int TrainingTraces { get; init; }

    /// <summary>Wall time of the training run [s], on the machine that is named beside it.</summary>
    public required double TrainingSeconds { get; init; }

    /// <summary>Processor or accelerator that trained it.</summary>
    public required string Machine { get; init; }

    /// <summary>The model that this one was trained further from: its name and the SHA-256 of its manifest; null for none.</summary>
    public string? Parent { get; init; }
}

using Noble.Edge.Operator;

namespace Noble.Edge.Trainer;

/// <summary>What a report shows besides the comparison.</summary>
internal sealed record EvaluationOptions
{
    /// <summary>Threads; 0 for one a core.</summary>
    public int Threads { get; init; }

    /// <summary>Neurons drawn from the latent space.</summary>
    public int EnsembleNeurons { get; init; } = 200;

    /// <summary>Seed of the draw.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Models to hold beside this one, by name.</summary>
    public IReadOnlyList<(string Name, ModelBundle Model)> Ablations { get; init; } = [];

    /// <summary>Features of a recording; null for none.</summary>
    public FeatureReport? Recording { get; init; }
}

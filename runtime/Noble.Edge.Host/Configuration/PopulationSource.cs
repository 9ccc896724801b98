namespace Noble.Edge.Host;

/// <summary>Where a population's neurons come from.</summary>
internal enum PopulationSource
{
    /// <summary>Drawn, with the seed, from the model's latent space.</summary>
    Drawn,

    /// <summary>The training neurons themselves, the first N.</summary>
    Training,

    /// <summary>Latent points from a file.</summary>
    Given,

    /// <summary>On the way from one training neuron to another.</summary>
    Interpolated,
}

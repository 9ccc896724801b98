namespace Noble.Edge.Training;

/// <summary>Features of neurons drawn from the latent space, beside those of neurons that were simulated.</summary>
/// <param name="Neurons">How many were drawn.</param>
/// <param name="Seed">Seed of the draw.</param>
/// <param name="Sweeps">A step for the features without spikes, and one for those with.</param>
public sealed record EnsembleFigures(int Neurons, ulong Seed, EnsembleSweep[] Sweeps);

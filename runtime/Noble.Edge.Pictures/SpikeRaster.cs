namespace Noble.Edge.Pictures;

/// <summary>Spikes in a picture.</summary>
/// <param name="Neurons">Rows: neurons 0 to this less one.</param>
/// <param name="Milliseconds">When, shape [spike], ms.</param>
/// <param name="Neuron">Of which neuron, shape [spike].</param>
public sealed record SpikeRaster(int Neurons, double[] Milliseconds, double[] Neuron)
{
    /// <summary>Most spikes that a picture shows; more take a minute to draw, and cannot be told apart.</summary>
    public const int Most = 500_000;
}

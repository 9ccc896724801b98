using Noble.Edge.Operator;

namespace Noble.Edge.Rig;

/// <summary>A population of NOBLE neurons as the stream's renderer; the inner renderer stays the caller's.</summary>
public sealed class PopulationWindowRenderer(PopulationRenderer renderer, int neuronCount) : IWindowRenderer
{
    /// <inheritdoc />
    public int NeuronCount { get; } = neuronCount;

    /// <inheritdoc />
    public int SamplesPerTrial => renderer.SamplesPerTrial;

    /// <inheritdoc />
    public double SampleIntervalNanoseconds { get; } = renderer.SampleIntervalMilliseconds * 1e6;

    /// <inheritdoc />
    public ReadOnlySpan<float> Render(long trial, ReadOnlySpan<double> currentNanoamperes) => renderer.Render(trial, currentNanoamperes);
}

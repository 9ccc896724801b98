using Noble.Edge.Rig;
using Noble.Edge.Spikes;

namespace Noble.Edge.Benchmarks;

/// <summary>A population that costs nothing to render: each neuron fires regularly, at a phase of its own, and has the same voltage.</summary>
internal sealed class SyntheticPopulation : ITrialSpikes, IWindowRenderer
{
    private const int SpikesPerTrial = 25; // of a neuron
    private readonly long[] _phases; // [neuron], [ns]
    private readonly float[] _voltage; // [neuron, sample], [mV]

    internal SyntheticPopulation(int neurons)
    {
        NeuronCount = neurons;
        var random = new Random(1);
        _phases = [.. Enumerable.Range(0, neurons).Select(_ => random.NextInt64(Period))];
        _voltage = new float[neurons * SamplesPerTrial];
        for (var i = 0; i < _voltage.Length; i++)
        {
            _voltage[i] = -70 + (i % 1_000 / 10f);
        }
    }

    /// <inheritdoc cref="ITrialSpikes.NeuronCount" />
    public int NeuronCount { get; }

    /// <inheritdoc cref="ITrialSpikes.SamplesPerTrial" />
    public int SamplesPerTrial => 2_500;

    /// <inheritdoc cref="ITrialSpikes.SampleIntervalNanoseconds" />
    public double SampleIntervalNanoseconds => 100_000;

    /// <inheritdoc />
    public int MaximumSpikes => NeuronCount * SpikesPerTrial;

    /// <summary>Takes the voltage of neurons that are looked at, or null.</summary>
    internal VoltageTap? Tap { get; set; }

    private static long Period => 10_000_000; // [ns]

    /// <inheritdoc />
    public void Render(long trial, long start, ReadOnlySpan<double> currentNanoamperes, SpikeTimeline timeline)
    {
        for (var neuron = 0; neuron < NeuronCount; neuron++)
        {
            for (var spike = 0; spike < SpikesPerTrial; spike++)
            {
                timeline.Add(start + (spike * Period) + _phases[neuron], neuron);
            }
        }

        Tap?.Render(trial, currentNanoamperes);
    }

    /// <inheritdoc />
    public ReadOnlySpan<float> Render(long trial, ReadOnlySpan<double> currentNanoamperes) => _voltage;
}

using Noble.Edge.Spikes;

namespace Noble.Edge.Rig.Tests;

/// <summary>Renders voltages whose spikes are known: each neuron fires at fixed times of each trial, if its current is above 0.</summary>
/// <remarks>The upward crossings of -20 mV lie halfway between two samples.</remarks>
internal sealed class ScriptedRenderer(int neurons, int samples, params int[] spikeSamples) : IWindowRenderer
{
    internal const double IntervalNanoseconds = 100_000;

    private readonly float[] _voltages = new float[neurons * samples];

    public int NeuronCount => neurons;

    public int SamplesPerTrial => samples;

    public double SampleIntervalNanoseconds => IntervalNanoseconds;

    internal List<long> Trials { get; } = [];

    /// <summary>Called before each rendering.</summary>
    internal Action<long>? Rendering { get; set; }

    public ReadOnlySpan<float> Render(long trial, ReadOnlySpan<double> currentNanoamperes)
    {
        Rendering?.Invoke(trial);
        Trials.Add(trial);
        Array.Fill(_voltages, -70);
        for (var neuron = 0; neuron < neurons; neuron++)
        {
            foreach (var sample in spikeSamples)
            {
                if (currentNanoamperes[neuron] > 0)
                {
                    _voltages.AsSpan((neuron * samples) + sample, 5).Fill(30);
                }
            }
        }

        return _voltages;
    }

    /// <summary>The spikes of the trials from 0, in the order of time.</summary>
    internal SpikeEvent[] Expected(int trials) =>
    [
        .. Enumerable.Range(0, trials).SelectMany(trial => spikeSamples.SelectMany(sample =>
            Enumerable.Range(0, neurons).Select(neuron =>
                new SpikeEvent((long)(((trial * samples) + sample - 0.5) * IntervalNanoseconds), neuron)))),
    ];
}

using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>Gives a population's spikes, a trial at a time: from voltage that is rendered here, or from other machines.</summary>
public interface ITrialSpikes
{
    /// <summary>Neurons.</summary>
    public int NeuronCount { get; }

    /// <summary>Samples of a neuron in a trial.</summary>
    public int SamplesPerTrial { get; }

    /// <summary>Sampling interval [ns].</summary>
    public double SampleIntervalNanoseconds { get; }

    /// <summary>Spikes of a trial at most.</summary>
    public int MaximumSpikes { get; }

    /// <summary>Adds a trial's spikes to a timeline that has begun.</summary>
    /// <param name="trial">Which trial, from 0; called in their order.</param>
    /// <param name="start">When it begins [ns, experiment clock].</param>
    /// <param name="currentNanoamperes">Step current, shape [neuron], nA.</param>
    /// <param name="timeline">Takes them.</param>
    public void Render(long trial, long start, ReadOnlySpan<double> currentNanoamperes, SpikeTimeline timeline);
}

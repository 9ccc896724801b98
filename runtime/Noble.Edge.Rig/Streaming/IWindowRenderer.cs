namespace Noble.Edge.Rig;

/// <summary>Renders the voltage of a population, a trial at a time.</summary>
public interface IWindowRenderer
{
    /// <summary>Neurons.</summary>
    public int NeuronCount { get; }

    /// <summary>Samples of a neuron in a trial.</summary>
    public int SamplesPerTrial { get; }

    /// <summary>Sampling interval [ns].</summary>
    public double SampleIntervalNanoseconds { get; }

    /// <summary>Renders a trial.</summary>
    /// <param name="trial">Which trial, from 0.</param>
    /// <param name="currentNanoamperes">Step current, shape [neuron], nA.</param>
    /// <returns>Voltage, shape [neuron, sample], float32, mV; valid until the next call.</returns>
    public ReadOnlySpan<float> Render(long trial, ReadOnlySpan<double> currentNanoamperes);
}

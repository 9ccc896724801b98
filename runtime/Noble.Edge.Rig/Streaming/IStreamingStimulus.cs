namespace Noble.Edge.Rig;

/// <summary>The current into each neuron of a streaming population, or a conductance of each, sample by sample. Called on the loop's thread, in the order of time; it does not allocate, block or throw.</summary>
public interface IStreamingStimulus
{
    /// <summary>What it is, for a line of the log.</summary>
    public string Description { get; }

    /// <summary>What was missing or wrong so far; may be read from any thread.</summary>
    public StreamingStimulusCounts Counts { get; }

    /// <summary>Something came in; what is not a sample of this stimulus is left alone.</summary>
    public void Take(in InputEvent received);

    /// <summary>The values from a step to the next.</summary>
    /// <param name="step">Steps of the model since the experiment's start.</param>
    /// <param name="timeNanoseconds">When the step begins [ns, the loop's clock].</param>
    /// <param name="values">Takes them, shape [neuron], nA, or nS of a conductance.</param>
    public void Fill(long step, long timeNanoseconds, Span<float> values);
}

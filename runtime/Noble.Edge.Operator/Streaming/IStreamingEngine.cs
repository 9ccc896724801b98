namespace Noble.Edge.Operator;

/// <summary>
/// Many neurons of one streaming operator, advanced a step at a time with currents that nobody knew before. Called by one thread at a time;
/// <see cref="Step"/> allocates nothing.
/// </summary>
/// <remarks>
/// What a neuron does depends on its own input and seed alone: not on how many others there are, nor on how time is cut. Time k is k steps after
/// <see cref="Reset"/>. A step from time k with the current held until time k + 1 gives the voltage at k + 1 and, already, the spike between
/// k + 1 and k + 2, which depends on nothing later.
/// </remarks>
public interface IStreamingEngine : IDisposable
{
    /// <summary>The model.</summary>
    public StreamingSpec Spec { get; }

    /// <summary>Neurons.</summary>
    public int NeuronCount { get; }

    /// <summary>What runs, for a log line.</summary>
    public string Description { get; }

    /// <summary>Steps since the reset.</summary>
    public long Time { get; }

    /// <summary>Voltage at the present time, shape [neuron], mV; always finite.</summary>
    public ReadOnlySpan<float> Voltage { get; }

    /// <summary>
    /// The spike of each neuron between the present time and the next, as a share of the step from the present time on, 0 to 1; negative for none,
    /// shape [neuron].
    /// </summary>
    public ReadOnlySpan<float> NextSpike { get; }

    /// <summary>Inputs that were not numbers and counted as 0, and inputs beyond the trained range that were held at its end.</summary>
    public (long NotFinite, long OutOfRange) InputFaults { get; }

    /// <summary>Numbers of a saved state.</summary>
    public int StateLength { get; }

    /// <summary>Goes on by a step.</summary>
    /// <param name="currentNanoamperes">
    /// Current into each neuron until the next time, that of conductances at <see cref="StreamingSpec.SynapticReferenceMillivolts"/> with it, shape [neuron], nA.
    /// </param>
    /// <param name="conductanceNanosiemens">Total conductance of synapses and gap junctions until then, shape [neuron], nS; empty for none.</param>
    public void Step(ReadOnlySpan<float> currentNanoamperes, ReadOnlySpan<float> conductanceNanosiemens = default);

    /// <summary>Puts every neuron to rest at time 0, and its random numbers back to their beginning.</summary>
    public void Reset();

    /// <summary>Copies out everything that the future depends on, bit for bit, the same in every engine, shape [<see cref="StateLength"/>].</summary>
    public void Save(Span<float> state);

    /// <summary>Puts back what <see cref="Save"/> copied from an engine of the same neurons.</summary>
    public void Restore(ReadOnlySpan<float> state);
}

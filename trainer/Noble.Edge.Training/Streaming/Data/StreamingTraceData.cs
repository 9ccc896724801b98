namespace Noble.Edge.Training;

/// <summary>One trace in memory: sample k is at k · step, inputs are means from sample k to the next. Reused from trace to trace.</summary>
public sealed class StreamingTraceData
{
    /// <summary>Voltage, shape [sample], mV.</summary>
    public float[] Voltage { get; private set; } = [];

    /// <summary>Injected current, shape [sample], nA.</summary>
    public float[] Current { get; private set; } = [];

    /// <summary>Excitatory conductance, shape [sample], µS.</summary>
    public float[] Excitatory { get; private set; } = [];

    /// <summary>Inhibitory conductance, shape [sample], µS.</summary>
    public float[] Inhibitory { get; private set; } = [];

    /// <summary>Spike times, ms.</summary>
    public double[] Spikes { get; set; } = [];

    /// <summary>What a model is told of a trace: the injected current with that of both conductances at a reference voltage, g (E − V), and the conductance.</summary>
    /// <param name="reversals">Reversal potentials of the two, mV.</param>
    /// <param name="reference">The voltage, mV.</param>
    /// <param name="current">Receives the current, shape [sample], nA.</param>
    /// <param name="conductance">Receives the total conductance, shape [sample], nS.</param>
    public void Input(ReadOnlySpan<double> reversals, double reference, Span<float> current, Span<float> conductance)
    {
        const float NanosiemensPerMicrosiemens = 1000;
        var (excitatory, inhibitory) = ((float)(reversals[0] - reference), (float)(reversals[1] - reference));
        for (var k = 0; k < current.Length; k++)
        {
            current[k] = Current[k] + (Excitatory[k] * excitatory) + (Inhibitory[k] * inhibitory);
            conductance[k] = NanosiemensPerMicrosiemens * (Excitatory[k] + Inhibitory[k]);
        }
    }

    internal void Resize(int samples)
    {
        if (Voltage.Length != samples)
        {
            (Voltage, Current, Excitatory, Inhibitory) = (new float[samples], new float[samples], new float[samples], new float[samples]);
        }
    }
}

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

    /// <summary>Adds the synaptic current to the injected one: g (E − V), the voltage at the step's start, as a model takes it.</summary>
    /// <param name="reversals">Reversal potentials of the two, mV.</param>
    /// <param name="ceiling">Highest voltage that counts, mV.</param>
    /// <param name="total">Receives the current, shape [sample], nA.</param>
    public void TotalCurrent(ReadOnlySpan<double> reversals, double ceiling, Span<float> total)
    {
        var (excitatory, inhibitory) = ((float)reversals[0], (float)reversals[1]);
        for (var k = 0; k < total.Length; k++)
        {
            var voltage = MathF.Min(Voltage[k], (float)ceiling);
            total[k] = Current[k] + (Excitatory[k] * (excitatory - voltage)) + (Inhibitory[k] * (inhibitory - voltage));
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

namespace Noble.Edge.Rig;

/// <summary>Takes the voltage of a streaming population while it runs, sample by sample.</summary>
/// <remarks>Called on the loop's thread, in the order of time; it does not allocate, block or throw.</remarks>
public interface IVoltagePort
{
    /// <summary>Name in reports.</summary>
    public string Name { get; }

    /// <summary>The voltage of every neuron at a time, which is a step or up to a tick ahead.</summary>
    /// <param name="millivolts">Voltages, shape [neuron], mV.</param>
    /// <param name="step">The time in steps of the model since the experiment's start.</param>
    /// <param name="timeNanoseconds">The time [ns, the loop's clock].</param>
    public void Show(ReadOnlySpan<float> millivolts, long step, long timeNanoseconds);
}

namespace Noble.Edge.Rig;

/// <summary>All synapses that release with the voltage.</summary>
internal sealed class GradedSynapses
{
    private readonly GradedSynapseSpec[] _all;
    private readonly double[] _kept; // in a step
    private readonly double[] _changing; // mean over the step of what decays
    private readonly double[] _release; // at the present time, 0 to 1

    internal GradedSynapses(CircuitSpec spec, double step)
    {
        _all = [.. spec.Graded];
        _kept = [.. _all.Select(synapse => Math.Exp(-step / synapse.TimeConstantMilliseconds))];
        _changing = [.. _all.Select((synapse, s) => (1 - _kept[s]) * synapse.TimeConstantMilliseconds / step)];
        _release = new double[_all.Length];
        Peak = new double[_all.Length];
    }

    /// <summary>Conductance at full release of each [nS].</summary>
    internal double[] Peak { get; }

    internal double[][] State => [Peak, _release];

    internal void Reset()
    {
        Array.Clear(_release);
        for (var s = 0; s < _all.Length; s++)
        {
            Peak[s] = _all[s].ConductanceNanosiemens;
        }
    }

    /// <summary>A step: adds each synapse's mean conductance, and goes on. A cell whose voltage is not known releases nothing new.</summary>
    internal void Step(double[] voltage, bool[] isAlive, double[] conductance, double[] driven)
    {
        for (var s = 0; s < _all.Length; s++)
        {
            var synapse = _all[s];
            var steady = isAlive[synapse.From] ? 1 / (1 + Math.Exp((synapse.HalfMillivolts - voltage[synapse.From]) / synapse.SlopeMillivolts)) : 0;
            var mean = steady + ((_release[s] - steady) * _changing[s]);
            _release[s] = steady + ((_release[s] - steady) * _kept[s]);
            var flowing = Peak[s] * mean;
            conductance[synapse.To] += flowing;
            driven[synapse.To] += flowing * synapse.ReversalMillivolts;
        }
    }
}

namespace Noble.Edge.Rig;

/// <summary>All gap junctions. One with a cell whose voltage is not known conducts nothing.</summary>
internal sealed class ElectricalCouplings
{
    private readonly ElectricalCouplingSpec[] _all;

    internal ElectricalCouplings(CircuitSpec spec)
    {
        _all = [.. spec.Electrical];
        Peak = new double[_all.Length];
    }

    /// <summary>Conductance of each [nS].</summary>
    internal double[] Peak { get; }

    internal double[][] State => [Peak];

    internal void Reset()
    {
        for (var c = 0; c < _all.Length; c++)
        {
            Peak[c] = _all[c].ConductanceNanosiemens;
        }
    }

    /// <summary>Adds each one's conductance to both cells, each driven by the other's voltage.</summary>
    internal void Step(double[] voltage, bool[] isAlive, double[] conductance, double[] driven)
    {
        for (var c = 0; c < _all.Length; c++)
        {
            var (from, to) = (_all[c].From, _all[c].To);
            if (!isAlive[from] || !isAlive[to] || (_all[c].IsRectifying && voltage[from] <= voltage[to]))
            {
                continue;
            }

            conductance[from] += Peak[c];
            driven[from] += Peak[c] * voltage[to];
            conductance[to] += Peak[c];
            driven[to] += Peak[c] * voltage[from];
        }
    }
}

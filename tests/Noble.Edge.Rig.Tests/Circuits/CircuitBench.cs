namespace Noble.Edge.Rig.Tests;

/// <summary>A circuit whose voltages and spikes the test says.</summary>
internal sealed class CircuitBench
{
    internal const double Step = 0.1; // ms

    private readonly float[] _spikes;

    internal CircuitBench(CircuitSpec spec, double reference = 0)
    {
        Circuit = new Circuit(spec, Step, reference);
        (Voltage, External, Total, _spikes) = (new float[spec.CellCount], new float[spec.CellCount], new float[spec.CellCount], new float[spec.CellCount]);
        Array.Fill(Voltage, -70);
    }

    internal Circuit Circuit { get; }

    internal float[] Voltage { get; }

    internal float[] External { get; }

    internal float[] Total { get; }

    /// <summary>What flows into a virtual cell at its own voltage: it is told the current at the reference, 0 mV here, and the conductance [nA].</summary>
    internal double Flowing(int cell) => Total[cell] - (1e-3 * Circuit.ConductanceNanosiemens[cell] * Voltage[cell]);

    /// <summary>A step in which a cell may spike; returns the conductance of the last cell [nS].</summary>
    internal double Go(int cell = 0, double share = -1)
    {
        Array.Fill(_spikes, -1);
        _spikes[cell] = (float)share;
        Circuit.Step(External, Voltage, _spikes, Total);
        return Circuit.ConductanceNanosiemens[^1];
    }

    /// <summary>The conductances of the last cell over steps, the first of which may have a spike of cell 0.</summary>
    internal double[] Record(int steps, double share = -1) => [.. Enumerable.Range(0, steps).Select(n => Go(0, n == 0 ? share : -1))];

    /// <summary>Cell 0 to cell 1, 2 nS, 0.5 and 5 ms, no delay, −75 mV.</summary>
    internal static ChemicalSynapseSpec Synapse { get; } = new()
    {
        From = 0,
        To = 1,
        ConductanceNanosiemens = 2,
        RiseMilliseconds = 0.5,
        DecayMilliseconds = 5,
        DelayMilliseconds = 0,
        ReversalMillivolts = -75,
    };

    internal static CircuitSpec Of(params ChemicalSynapseSpec[] synapses) => new() { VirtualCells = 2, Synapses = synapses };
}

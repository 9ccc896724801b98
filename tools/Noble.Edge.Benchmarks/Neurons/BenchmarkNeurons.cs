using Noble.Edge.Neurons;

namespace Noble.Edge.Benchmarks;

/// <summary>A cell and as many different neurons of it as a batch asks for, in numbers that NEURON can hold too.</summary>
internal sealed class BenchmarkNeurons
{
    private readonly IReadOnlyList<ParameterSet> _sets;
    private readonly string[] _spread;

    /// <summary>Prepares a cell; its shape is rounded to single precision, in which NEURON keeps the points of a section.</summary>
    public BenchmarkNeurons(NeuronCollection neurons)
    {
        Cell = Reshape(neurons.Cell, 1);
        _sets = neurons.ParameterSets;
        _spread = [.. Cell.Placements
            .Select(p => $"{p.Region}.{p.Mechanism}.{Cell.Mechanisms.Find(p.Mechanism, Cell.Name).Parameters[0].Name}")];
    }

    /// <summary>The cell.</summary>
    public CellDescription Cell { get; }

    /// <summary>Different neurons, each once, so that nothing is shared between traces; currents over the firing range.</summary>
    public CurrentClampRun[] Runs(int count) => [.. Enumerable.Range(0, count).Select(k => new CurrentClampRun(Set(k), 0.15 + (0.025 * (k % 8))))];

    /// <summary>The same cell with every section but the root cut into more segments.</summary>
    public CellDescription Finer(int times) => Reshape(Cell, times);

    private static CellDescription Reshape(CellDescription cell, int times) => new(
        cell.Name,
        [.. cell.Sections.Select(s => new Section(
            s.Name,
            s.Region,
            [.. s.Profile.Select(p => new ProfilePoint((float)p.PositionMicrometres, (float)p.DiameterMicrometres))],
            s.Parent is null ? s.SegmentCount : s.SegmentCount * times,
            s.Parent,
            s.ParentPosition))],
        cell.Regions,
        cell.Placements,
        cell.TemperatureCelsius,
        cell.InitialVoltageMillivolts,
        cell.Mechanisms);

    /// <summary>A set of the cell without its factors on the shape; past the last one, with every density moved by up to 10 %.</summary>
    private ParameterSet Set(int index)
    {
        ParameterSet set = _sets[index % _sets.Count];
        Dictionary<string, double> values = set.Values
            .Where(v => !v.Key.EndsWith("Scale", StringComparison.Ordinal)).ToDictionary(v => v.Key, v => v.Value);
        for (int k = 0; k < _spread.Length && index >= _sets.Count; k++)
        {
            double share = ((index * 0.6180339887) + (k * 0.7548776662)) % 1;
            values[_spread[k]] = Cell.ValueOf(set, _spread[k]) * (0.9 + (0.2 * share));
        }

        return new ParameterSet(index < _sets.Count ? set.Name : $"{set.Name}-{index / _sets.Count}", values);
    }
}

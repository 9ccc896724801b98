using System.Globalization;

namespace Noble.Edge.Rig;

/// <summary>What a circuit's description has to keep to.</summary>
internal static class CircuitRules
{
    private const double MostNanosiemens = 10_000, MostNanoamperes = 1000, MostMillivolts = 150, MostMilliseconds = 10_000;

    /// <summary>What a command may set: the range of the description, within the circuit's limits [nA or nS]. The cell of a holding current exists.</summary>
    internal static (double Lowest, double Highest) Bounds(CircuitSpec spec, CircuitCommandKind kind, int index)
    {
        if (kind != CircuitCommandKind.Holding)
        {
            return (0, Math.Min(MostNanosiemens, spec.Limits.ConductanceNanosiemens));
        }

        var most = index < spec.VirtualCells ? spec.Limits.VirtualNanoamperes : spec.Preparation[index - spec.VirtualCells].MaximumNanoamperes;
        return (-most, most);
    }

    internal static void Check(CircuitSpec spec)
    {
        if (spec.VirtualCells < 0 || spec.CellCount is < 1 or > CircuitSpec.MostCells)
        {
            throw new CircuitException(
                "circuit", $"has {spec.VirtualCells} virtual cells and {spec.Preparation.Count} of the preparation, expected 1 to {CircuitSpec.MostCells} together");
        }

        Number("limits.virtualNanoamperes", spec.Limits.VirtualNanoamperes, 0, 1000, isOver: true);
        Number("limits.conductanceNanosiemens", spec.Limits.ConductanceNanosiemens, 0, 1e6, isOver: true);
        Each("preparation", spec.Preparation, CircuitSpec.MostCells, Check);
        Each("synapses", spec.Synapses, CircuitSpec.MostConnections, (where, synapse) => Check(where, synapse, spec.CellCount));
        Each("graded", spec.Graded, CircuitSpec.MostConnections, (where, synapse) => Check(where, synapse, spec.CellCount));
        Each("electrical", spec.Electrical, CircuitSpec.MostConnections, (where, coupling) => Check(where, coupling, spec.CellCount));
        Each("background", spec.Background, CircuitSpec.MostConnections, (where, background) => Check(where, background, spec.CellCount));
        Each("holding", spec.Holding, CircuitSpec.MostConnections, (where, holding) =>
        {
            Cell($"{where}.cell", holding.Cell, spec.CellCount);
            Number($"{where}.nanoamperes", holding.Nanoamperes, -MostNanoamperes, MostNanoamperes);
        });
        if (spec.Holding.GroupBy(holding => holding.Cell).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new CircuitException("holding", $"names cell {twice.Key} twice, expected once");
        }

        Names(spec);
    }

    private static void Names(CircuitSpec spec)
    {
        (string List, IEnumerable<string?> Names)[] lists =
        [
            ("synapses", spec.Synapses.Select(one => one.Name)),
            ("graded", spec.Graded.Select(one => one.Name)),
            ("electrical", spec.Electrical.Select(one => one.Name)),
            ("background", spec.Background.Select(one => one.Name)),
        ];
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, place) in lists.SelectMany(list => list.Names.Select((name, i) => (Name: name, Place: $"{list.List}[{i}].name"))).Where(one => one.Name is not null))
        {
            if (name is not { Length: >= 1 and <= 64 } || name.AsSpan().ContainsAny("[]") || name.Any(char.IsControl))
            {
                throw new CircuitException(place, $"has {name!.Length} characters, expected 1 to 64, none of them a bracket");
            }

            if (!places.TryAdd(name, place))
            {
                throw new CircuitException(place, $"is '{name}', as {places[name]}, expected another");
            }
        }
    }

    private static void Check(string where, PreparationCellSpec cell)
    {
        Number($"{where}.lowestMillivolts", cell.LowestMillivolts, -1000, 1000);
        Number($"{where}.highestMillivolts", cell.HighestMillivolts, cell.LowestMillivolts, 1000, isOver: true);
        if (!double.IsNaN(cell.SpikeThresholdMillivolts))
        {
            Number($"{where}.spikeThresholdMillivolts", cell.SpikeThresholdMillivolts, cell.LowestMillivolts, cell.HighestMillivolts, isOver: true);
        }

        Number($"{where}.refractoryMilliseconds", cell.RefractoryMilliseconds, 0, 100);
        Number($"{where}.holdMilliseconds", cell.HoldMilliseconds, 0, 1000);
        Number($"{where}.maximumNanoamperes", cell.MaximumNanoamperes, 0, MostNanoamperes, isOver: true);
    }

    private static void Check(string where, ChemicalSynapseSpec synapse, int cells)
    {
        Connection(where, synapse.From, synapse.To, synapse.ConductanceNanosiemens, cells);
        Number($"{where}.reversalMillivolts", synapse.ReversalMillivolts, -MostMillivolts, MostMillivolts);
        Number($"{where}.decayMilliseconds", synapse.DecayMilliseconds, 0, MostMilliseconds, isOver: true);
        Number($"{where}.riseMilliseconds", synapse.RiseMilliseconds, 0, 0.95 * synapse.DecayMilliseconds);
        Number($"{where}.delayMilliseconds", synapse.DelayMilliseconds, 0, 100);
        if (!(synapse.SaturationNanosiemens > 0))
        {
            throw Wrong($"{where}.saturationNanosiemens", synapse.SaturationNanosiemens, "over 0");
        }

        if (synapse.Plasticity is { } plasticity)
        {
            Number($"{where}.plasticity.release", plasticity.Release, 0, 1, isOver: true);
            Number($"{where}.plasticity.recoveryMilliseconds", plasticity.RecoveryMilliseconds, 0, 1e5, isOver: true);
            Number($"{where}.plasticity.facilitationMilliseconds", plasticity.FacilitationMilliseconds, 0, 1e5);
        }
    }

    private static void Check(string where, GradedSynapseSpec synapse, int cells)
    {
        Connection(where, synapse.From, synapse.To, synapse.ConductanceNanosiemens, cells);
        Number($"{where}.reversalMillivolts", synapse.ReversalMillivolts, -MostMillivolts, MostMillivolts);
        Number($"{where}.halfMillivolts", synapse.HalfMillivolts, -MostMillivolts, MostMillivolts);
        Number($"{where}.slopeMillivolts", synapse.SlopeMillivolts, 0, 100, isOver: true);
        Number($"{where}.timeConstantMilliseconds", synapse.TimeConstantMilliseconds, 0, MostMilliseconds, isOver: true);
    }

    private static void Check(string where, ElectricalCouplingSpec coupling, int cells)
    {
        Connection(where, coupling.From, coupling.To, coupling.ConductanceNanosiemens, cells);
        if (coupling.From == coupling.To)
        {
            throw new CircuitException(where, $"couples cell {coupling.To} to itself, expected two cells");
        }
    }

    private static void Check(string where, BackgroundSpec background, int cells)
    {
        Cell($"{where}.cell", background.Cell, cells);
        Number($"{where}.excitatoryMeanNanosiemens", background.ExcitatoryMeanNanosiemens, 0, MostNanosiemens);
        Number($"{where}.excitatoryDeviationNanosiemens", background.ExcitatoryDeviationNanosiemens, 0, MostNanosiemens);
        Number($"{where}.excitatoryTimeConstantMilliseconds", background.ExcitatoryTimeConstantMilliseconds, 0, MostMilliseconds, isOver: true);
        Number($"{where}.excitatoryReversalMillivolts", background.ExcitatoryReversalMillivolts, -MostMillivolts, MostMillivolts);
        Number($"{where}.inhibitoryMeanNanosiemens", background.InhibitoryMeanNanosiemens, 0, MostNanosiemens);
        Number($"{where}.inhibitoryDeviationNanosiemens", background.InhibitoryDeviationNanosiemens, 0, MostNanosiemens);
        Number($"{where}.inhibitoryTimeConstantMilliseconds", background.InhibitoryTimeConstantMilliseconds, 0, MostMilliseconds, isOver: true);
        Number($"{where}.inhibitoryReversalMillivolts", background.InhibitoryReversalMillivolts, -MostMillivolts, MostMillivolts);
    }

    private static void Each<T>(string where, IReadOnlyList<T> all, int most, Action<string, T> check)
    {
        if (all.Count > most)
        {
            throw new CircuitException(where, $"has {all.Count} entries, expected up to {most}");
        }

        for (var i = 0; i < all.Count; i++)
        {
            check($"{where}[{i}]", all[i]);
        }
    }

    private static void Connection(string where, int from, int to, double conductance, int cells)
    {
        Cell($"{where}.from", from, cells);
        Cell($"{where}.to", to, cells);
        Number($"{where}.conductanceNanosiemens", conductance, 0, MostNanosiemens);
    }

    private static void Cell(string where, int cell, int cells)
    {
        if ((uint)cell >= (uint)cells)
        {
            throw new CircuitException(where, $"is {cell}, expected a cell from 0 to {cells - 1}");
        }
    }

    private static void Number(string where, double value, double lowest, double highest, bool isOver = false)
    {
        if (!(isOver ? value > lowest && value <= highest : value >= lowest && value <= highest))
        {
            throw Wrong(where, value, FormattableString.Invariant($"{(isOver ? "over " : string.Empty)}{lowest} {(isOver ? "and up to" : "to")} {highest}"));
        }
    }

    private static CircuitException Wrong(string where, double value, string expected) =>
        new(where, $"is {value.ToString(CultureInfo.InvariantCulture)}, expected {expected}");
}

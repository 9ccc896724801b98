using Noble.Edge.Operator;
using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>A circuit as a configuration has it: cells from 0 are the population's neurons, those after them or from -1 down those of the preparation.</summary>
internal sealed record CircuitSettings
{
    internal IReadOnlyList<CircuitCellSettings> Cells { get; init; } = [];

    /// <summary>Everything but the cells, numbered as in the configuration.</summary>
    internal required CircuitSpec Spec { get; init; }

    /// <summary>The circuit for a number of neurons.</summary>
    /// <exception cref="UserMistakeException">A connection names a cell that there is not, or a value is out of range.</exception>
    internal TickCircuit Create(int neurons, StreamingSpec streaming)
    {
        try
        {
            return new TickCircuit(
                new Circuit(Numbered(neurons), streaming.StepMilliseconds, streaming.SynapticReferenceMillivolts),
                [.. Cells.Select(cell => new ClampedCell(cell.Place, cell.Channel, cell.MillivoltsPerUnit, cell.StimulusChannel))]);
        }
        catch (CircuitException error)
        {
            throw new UserMistakeException($"circuit.{error.Message}", error);
        }
    }

    /// <summary>Refuses values that are out of range, whatever the number of neurons will be.</summary>
    /// <exception cref="CircuitException">There is one.</exception>
    internal void Check()
    {
        int[] cells =
        [
            0,
            .. Spec.Synapses.SelectMany(synapse => new[] { synapse.From, synapse.To }),
            .. Spec.Graded.SelectMany(synapse => new[] { synapse.From, synapse.To }),
            .. Spec.Electrical.SelectMany(coupling => new[] { coupling.From, coupling.To }),
            .. Spec.Background.Select(background => background.Cell),
            .. Spec.Holding.Select(holding => holding.Cell),
        ];
        Numbered((int)Math.Min(cells.Max() + 1L, CircuitSpec.MostCells)).Check();
    }

    private CircuitSpec Numbered(int neurons)
    {
        int Of(int cell) => cell >= 0 ? cell : neurons - 1 - cell;
        return Spec with
        {
            VirtualCells = neurons,
            Preparation = [.. Cells.Select(cell => cell.Cell)],
            Synapses = [.. Spec.Synapses.Select(synapse => synapse with { From = Of(synapse.From), To = Of(synapse.To) })],
            Graded = [.. Spec.Graded.Select(synapse => synapse with { From = Of(synapse.From), To = Of(synapse.To) })],
            Electrical = [.. Spec.Electrical.Select(coupling => coupling with { From = Of(coupling.From), To = Of(coupling.To) })],
            Background = [.. Spec.Background.Select(background => background with { Cell = Of(background.Cell) })],
            Holding = [.. Spec.Holding.Select(holding => holding with { Cell = Of(holding.Cell) })],
        };
    }
}

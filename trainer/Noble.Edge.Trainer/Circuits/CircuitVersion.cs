using Noble.Edge.Rig;

namespace Noble.Edge.Trainer;

/// <summary>One way to make a circuit: each cell by the operator or by the solver.</summary>
/// <param name="Name">Its name in the report.</param>
/// <param name="IsVirtual">Whether the operator makes a cell, in the description's order.</param>
/// <param name="SolverStepMilliseconds">The solver's step, ms.</param>
internal sealed record CircuitVersion(string Name, bool[] IsVirtual, double SolverStepMilliseconds)
{
    /// <summary>The description's cells in the order that a circuit has them, virtual ones first.</summary>
    public int[] Cells { get; } = [.. Enumerable.Range(0, IsVirtual.Length).OrderBy(cell => IsVirtual[cell] ? 0 : 1)];

    /// <summary>Cells that the operator makes.</summary>
    public int VirtualCells => IsVirtual.Count(isVirtual => isVirtual);

    /// <summary>The description with its cells in that order.</summary>
    public CircuitSpec Arrange(CircuitSpec spec)
    {
        var place = new int[Cells.Length];
        for (var i = 0; i < place.Length; i++)
        {
            place[Cells[i]] = i;
        }

        return spec with
        {
            VirtualCells = VirtualCells,
            Preparation = [.. Cells[VirtualCells..].Select(cell => cell < spec.VirtualCells ? new PreparationCellSpec { MaximumNanoamperes = spec.Limits.VirtualNanoamperes } : spec.Preparation[cell - spec.VirtualCells])],
            Synapses = [.. spec.Synapses.Select(synapse => synapse with { From = place[synapse.From], To = place[synapse.To] })],
            Graded = [.. spec.Graded.Select(synapse => synapse with { From = place[synapse.From], To = place[synapse.To] })],
            Electrical = [.. spec.Electrical.Select(coupling => coupling with { From = place[coupling.From], To = place[coupling.To] })],
            Background = [.. spec.Background.Select(background => background with { Cell = place[background.Cell] })],
            Holding = [.. spec.Holding.Select(holding => holding with { Cell = place[holding.Cell] })],
        };
    }
}

namespace Noble.Edge.Trainer;

/// <summary>One version of a circuit in a report.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsVirtual">Whether the operator makes a cell.</param>
/// <param name="SolverStepMilliseconds">The solver's step, ms.</param>
/// <param name="Spikes">Spikes of each cell.</param>
/// <param name="Alternation">How the first two cells take turns, or null where they do not.</param>
/// <param name="Seconds">Time that it took.</param>
internal sealed record HybridRow(string Name, bool[] IsVirtual, double SolverStepMilliseconds, int[] Spikes, Alternation? Alternation, double Seconds);

namespace Noble.Edge.Validation;

/// <summary>Runs the solver on a current step that is on from time 0, and records nodes.</summary>
internal static class StepResponses
{
    /// <summary>Records voltages, shape [node][sample], mV; sample k is at k · step, sample 0 the initial voltage.</summary>
    /// <param name="cell">The cell; the clamp is at its clamp node.</param>
    /// <param name="stepMilliseconds">Step, ms.</param>
    /// <param name="milliseconds">Length, ms.</param>
    /// <param name="currentNanoamperes">Current, nA.</param>
    /// <param name="nodes">Nodes to record.</param>
    public static double[][] Record(
        LoweredCell cell, double stepMilliseconds, double milliseconds, double currentNanoamperes, params int[] nodes)
    {
        var solver = new CableSolver(cell, stepMilliseconds);
        var count = (int)Math.Round(milliseconds / stepMilliseconds) + 1;
        double[][] traces = [.. nodes.Select(_ => new double[count])];
        var current = LaneMath.Create(currentNanoamperes);
        for (var n = 0; n < count; n++)
        {
            for (var k = 0; k < nodes.Length; k++)
            {
                traces[k][n] = LaneMath.GetElement(solver.Voltage[nodes[k]], 0);
            }

            solver.Step(current);
        }

        return traces;
    }
}

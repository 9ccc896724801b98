namespace Noble.Edge.Neurons;

/// <summary>Direct solution of a linear system whose matrix is a tree (Hines 1984, Int J Biomed Comput 15:69).</summary>
public static class TreeSolver
{
    /// <summary>
    /// Solves (diagonal + coupling) x = right for every lane, in place, where first the axial currents that flow at the present voltage
    /// join the right-hand side; the solution is added to the voltage.
    /// </summary>
    /// <param name="parent">Parent of each node, below the node's own index; −1 at node 0.</param>
    /// <param name="axial">Conductance to the parent, µS.</param>
    /// <param name="diagonal">Diagonal entries, µS; overwritten.</param>
    /// <param name="right">Membrane currents, nA; receives the solution, mV.</param>
    /// <param name="voltage">Voltage, mV; receives the voltage plus <paramref name="weight"/> times the solution.</param>
    /// <param name="weight">How often the solution counts.</param>
    public static void Advance(
        ReadOnlySpan<int> parent,
        ReadOnlySpan<Lanes> axial,
        Span<Lanes> diagonal,
        Span<Lanes> right,
        Span<Lanes> voltage,
        double weight)
    {
        // One way up and one way down: each node is in the cache once each way. What is on the diagonal becomes its inverse.
        for (var i = parent.Length - 1; i > 0; i--)
        {
            var p = parent[i];
            var coupling = axial[i];
            var flow = coupling * (voltage[p] - voltage[i]);
            var current = right[i] + flow;
            var inverse = Lanes.One / diagonal[i];
            var factor = coupling * inverse;
            right[i] = current;
            diagonal[i] = inverse;
            right[p] += LaneMath.MultiplyAddEstimate(factor, current, -flow);
            diagonal[p] -= factor * coupling;
        }

        var counted = LaneMath.Create(weight);
        right[0] /= diagonal[0];
        voltage[0] += counted * right[0];
        for (var i = 1; i < parent.Length; i++)
        {
            var change = (right[i] + (axial[i] * right[parent[i]])) * diagonal[i];
            right[i] = change;
            voltage[i] += counted * change;
        }
    }
}

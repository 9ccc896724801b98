namespace Noble.Edge.Neurons;

/// <summary>Direct solution of a linear system whose matrix is a tree (Hines 1984, Int J Biomed Comput 15:69).</summary>
public static class TreeSolver
{
    /// <summary>Solves (diagonal + coupling) x = right for every lane, in place.</summary>
    /// <param name="parent">Parent of each node, below the node's own index; −1 at node 0.</param>
    /// <param name="coupling">Conductance to the parent; the off-diagonal entries are its negative, µS.</param>
    /// <param name="diagonal">Diagonal entries, µS; overwritten.</param>
    /// <param name="right">Right-hand side, nA; receives the solution, mV.</param>
    public static void Solve(
        ReadOnlySpan<int> parent, ReadOnlySpan<Lanes> coupling, Span<Lanes> diagonal, Span<Lanes> right)
    {
        for (var i = parent.Length - 1; i > 0; i--)
        {
            var p = parent[i];
            var factor = coupling[i] / diagonal[i];
            diagonal[p] -= factor * coupling[i];
            right[p] += factor * right[i];
        }

        right[0] /= diagonal[0];
        for (var i = 1; i < parent.Length; i++)
        {
            right[i] = (right[i] + (coupling[i] * right[parent[i]])) / diagonal[i];
        }
    }
}

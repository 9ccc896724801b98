namespace Noble.Edge.Rig;

/// <summary>No node answered for a part of a population.</summary>
public sealed class RenderFailedException(int first, int count, int attempts, string reason)
    : Exception($"neurons {first} to {first + count - 1}: not rendered after {attempts} attempts ({reason})")
{
    /// <summary>First neuron of the part.</summary>
    public int First { get; } = first;

    /// <summary>Neurons of the part.</summary>
    public int Count { get; } = count;
}

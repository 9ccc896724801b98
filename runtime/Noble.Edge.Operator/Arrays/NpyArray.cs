namespace Noble.Edge.Operator;

/// <summary>An array read from a .npy file.</summary>
/// <param name="Data">The elements in C order, the last axis contiguous.</param>
/// <param name="Shape">The size of each axis; empty for a scalar, which holds one element.</param>
/// <typeparam name="T">Element type after conversion.</typeparam>
public sealed record NpyArray<T>(T[] Data, int[] Shape)
    where T : unmanaged;

namespace Noble.Edge.Rig;

/// <summary>Input lines that are open, 64 at most, counted from 0. The pacer's thread reads them; no call blocks, allocates or throws.</summary>
internal interface IInputLines : IDisposable
{
    /// <summary>Readable for poll(2) while an edge waits.</summary>
    internal int Descriptor { get; }

    /// <summary>Takes the oldest edge out.</summary>
    /// <param name="edge">The edge.</param>
    /// <param name="hasFailed">Whether the lines are gone for good: the chip was unplugged.</param>
    /// <returns>False where none waits.</returns>
    internal bool TryRead(out LineEdge edge, out bool hasFailed);

    /// <summary>Reads what all lines are now.</summary>
    /// <param name="active">Bit n: line n is active.</param>
    /// <returns>False where they cannot be read.</returns>
    internal bool TryReadLevels(out ulong active);
}

namespace Noble.Edge.Neurons;

/// <summary>Voltage traces in a file, read one at a time. Whoever opens one disposes it.</summary>
public abstract class Recording : IDisposable
{
    /// <summary>The file or folder.</summary>
    public required string Path { get; init; }

    /// <summary>What kind of file it is, as in <c>Axon Binary Format 2.6</c>.</summary>
    public required string Format { get; init; }

    /// <summary>How many sweeps there are.</summary>
    public abstract int SweepCount { get; }

    /// <summary>What its reader should know before trusting the numbers; a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Reads a sweep.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <exception cref="RecordingException">The sweep cannot be read.</exception>
    public abstract RecordedSweep ReadSweep(int index);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of what is open.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}

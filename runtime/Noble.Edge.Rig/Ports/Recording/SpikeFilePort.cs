using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>Records every spike that was played in a CSV file, <c>neuron,time_ms</c>, in the order of time.</summary>
public sealed class SpikeFilePort : IBatchedPort, IDisposable
{
    private readonly FileStream _file;
    private readonly SpikeCsvWriter _writer;

    /// <summary>Creates the file.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public SpikeFilePort(SpikeFilePortOptions options)
    {
        Batching = options.Batching;
        _file = new FileStream(options.Path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        _writer = new SpikeCsvWriter(_file);
    }

    /// <inheritdoc />
    public string Name => "recording";

    /// <inheritdoc />
    public BatchingOptions Batching { get; }

    /// <inheritdoc />
    public void Begin()
    {
    }

    /// <inheritdoc />
    public int Write(ReadOnlySpan<SpikeEvent> spikes)
    {
        foreach (ref readonly var spike in spikes)
        {
            _writer.Write(spike);
        }

        _writer.Flush();
        return spikes.Length;
    }

    /// <inheritdoc />
    public void Hurry()
    {
    }

    /// <inheritdoc />
    public void Complete(long dropped)
    {
        _writer.Flush();
        _file.Flush(flushToDisk: true);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();
}

using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>Records every spike that was played in an AEDAT file, in the order of time, rounded down to the microsecond.</summary>
public sealed class AedatPort : IBatchedPort, IDisposable
{
    private readonly AedatPortOptions _options;
    private readonly TimeProvider _time;
    private readonly FileStream _file;
    private Aedat31Writer? _version31;
    private Aedat4Writer? _version4;

    /// <summary>Creates the file.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="time">Tells the date of the recording's beginning; null for the system's.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public AedatPort(AedatPortOptions options, TimeProvider? time = null)
    {
        _options = options;
        _time = time ?? TimeProvider.System;
        _file = new FileStream(options.Path, FileMode.Create, FileAccess.Write, FileShare.Read);
    }

    /// <inheritdoc />
    public string Name => "aedat";

    /// <inheritdoc />
    public BatchingOptions Batching => _options.Batching;

    /// <summary>Spikes that the file has no room for, of those delivered.</summary>
    public long Unwritable => _version31?.Unwritable ?? _version4?.Unwritable ?? 0;

    /// <inheritdoc />
    public void Begin()
    {
        var start = _time.GetUtcNow();
        if (_options.Version == AedatVersion.Aedat31)
        {
            _version31 = new Aedat31Writer(_file, _options.Source, start);
        }
        else
        {
            _version4 = new Aedat4Writer(_file, _options.Width, _options.Height, _options.Compression, _options.Source, start);
        }

        _file.Flush();
    }

    /// <inheritdoc />
    public int Write(ReadOnlySpan<SpikeEvent> spikes)
    {
        _version31?.Write(spikes);
        _version4?.Write(spikes);
        _file.Flush();
        return spikes.Length;
    }

    /// <inheritdoc />
    public void Hurry()
    {
    }

    /// <inheritdoc />
    public void Complete(long dropped)
    {
        _version4?.Complete();
        _file.Flush(flushToDisk: true);
    }

    /// <summary>Closes the file. What a full disk had no room for was said by the write that met it, and is not said again here.</summary>
    public void Dispose()
    {
        try
        {
            _file.Dispose();
        }
        catch (IOException)
        {
            // Said already: every write and the end flush what they wrote.
        }
    }
}

using System.Runtime.InteropServices;
using System.Text.Json;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>A folder that <c>noble-train simulate-streaming</c> wrote; traces are read from the disk one at a time, by any number of threads.</summary>
public sealed class StreamingDataSet : IDisposable
{
    private static readonly string[] Arrays = ["voltage.npy", "stimulus.npy", "conductance_excitatory.npy", "conductance_inhibitory.npy"];

    private readonly NpyRows[] _arrays;
    private readonly double[] _spikeTimes;
    private readonly long[] _spikeOffsets;

    private StreamingDataSet(string folder, StreamingDataManifest manifest, NpyRows[] arrays, double[] spikeTimes, long[] spikeOffsets)
    {
        (Folder, Manifest, _arrays, _spikeTimes, _spikeOffsets) = (folder, manifest, arrays, spikeTimes, spikeOffsets);
    }

    /// <summary>Where it is.</summary>
    public string Folder { get; }

    /// <summary>What it is.</summary>
    public StreamingDataManifest Manifest { get; }

    /// <summary>Opens a folder.</summary>
    /// <exception cref="DataSetException">A file is missing or does not fit the others.</exception>
    public static StreamingDataSet Open(string folder)
    {
        var path = Path.Combine(folder, StreamingDataManifest.FileName);
        StreamingDataManifest manifest;
        try
        {
            manifest = JsonSerializer.Deserialize(File.ReadAllText(path), TrainingJson.Default.StreamingDataManifest)
                ?? throw new DataSetException($"'{path}' is empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new DataSetException($"'{path}' cannot be read, expected a folder that 'noble-train simulate-streaming' has finished: {e.Message}", e);
        }

        if (manifest.Schema != StreamingDataManifest.CurrentSchema)
        {
            throw new DataSetException($"'{path}': schema is {manifest.Schema}, expected {StreamingDataManifest.CurrentSchema}");
        }

        try
        {
            var rows = manifest.Traces.Length;
            var offsets = NpyFile.Read<long>(Path.Combine(folder, DataSet.SpikeOffsetsFile), rows + 1).Data;
            var times = NpyFile.Read<double>(Path.Combine(folder, DataSet.SpikeTimesFile), (int)offsets[^1]).Data;
            return new StreamingDataSet(folder, manifest, [.. Arrays.Select(name => new NpyRows(Path.Combine(folder, name), rows, manifest.Samples))], times, offsets);
        }
        catch (Exception e) when (e is IOException or ArrayFileException or UnauthorizedAccessException)
        {
            throw new DataSetException($"'{folder}': {e.Message}", e);
        }
    }

    /// <summary>Reads a trace into buffers.</summary>
    public void Read(int trace, StreamingTraceData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        data.Resize(Manifest.Samples);
        _arrays[0].Read(trace, data.Voltage);
        _arrays[1].Read(trace, data.Current);
        _arrays[2].Read(trace, data.Excitatory);
        _arrays[3].Read(trace, data.Inhibitory);
        data.Spikes = Spikes(trace).ToArray();
    }

    /// <summary>Spike times of a trace at the solver's own resolution, from the trace's start, ms.</summary>
    public ReadOnlySpan<double> Spikes(int trace) =>
        _spikeTimes.AsSpan((int)_spikeOffsets[trace], (int)(_spikeOffsets[trace + 1] - _spikeOffsets[trace]));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var array in _arrays)
        {
            array.Dispose();
        }
    }

    /// <summary>A float32 array [row, sample] that is read row by row.</summary>
    private sealed class NpyRows : IDisposable
    {
        private readonly Microsoft.Win32.SafeHandles.SafeFileHandle _file;
        private readonly long _start;
        private readonly int _bytes;

        public NpyRows(string path, int rows, int samples)
        {
            _file = File.OpenHandle(path);
            _bytes = samples * sizeof(float);
            _start = RandomAccess.GetLength(_file) - ((long)rows * _bytes);
            Span<byte> head = stackalloc byte[128];
            var text = System.Text.Encoding.ASCII.GetString(head[..RandomAccess.Read(_file, head, 0)]);
            if (_start is < 64 or > 4096 || !text.Contains("'<f4'", StringComparison.Ordinal) || !text.Contains($"({rows}, {samples})", StringComparison.Ordinal))
            {
                _file.Dispose();
                throw new ArrayFileException(path, null, $"float32 of shape [{rows}, {samples}]", "another array");
            }
        }

        public void Read(int row, Span<float> values)
        {
            var bytes = MemoryMarshal.AsBytes(values);
            for (var at = 0; at < _bytes;)
            {
                var read = RandomAccess.Read(_file, bytes[at..], _start + ((long)row * _bytes) + at);
                at += read > 0 ? read : throw new EndOfStreamException("the array ends before its last row");
            }
        }

        public void Dispose() => _file.Dispose();
    }
}

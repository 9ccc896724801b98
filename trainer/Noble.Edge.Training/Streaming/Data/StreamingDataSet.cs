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
    private readonly int[] _rows; // of each trace

    private StreamingDataSet(string folder, StreamingDataManifest manifest, NpyRows[] arrays, double[] spikeTimes, long[] spikeOffsets, int[] rows)
    {
        (Folder, Manifest, _arrays, _spikeTimes, _spikeOffsets, _rows) = (folder, manifest, arrays, spikeTimes, spikeOffsets, rows);
    }

    /// <summary>Where it is.</summary>
    public string Folder { get; }

    /// <summary>What it is.</summary>
    public StreamingDataManifest Manifest { get; }

    /// <summary>Opens a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="neurons">Names of neurons whose traces alone are taken; none for all.</param>
    /// <exception cref="DataSetException">A file is missing or does not fit the others, or there is no trace of those neurons.</exception>
    public static StreamingDataSet Open(string folder, params IReadOnlyCollection<string> neurons)
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
            int[] taken = [.. Enumerable.Range(0, rows).Where(row => neurons.Count == 0 || neurons.Contains(manifest.Neurons[manifest.Traces[row].Neuron].Name))];
            if (taken.Length == 0)
            {
                throw new DataSetException($"'{folder}' has no trace of {string.Join(", ", neurons)}, expected some");
            }

            var offsets = NpyFile.Read<long>(Path.Combine(folder, DataSet.SpikeOffsetsFile), rows + 1).Data;
            var times = NpyFile.Read<double>(Path.Combine(folder, DataSet.SpikeTimesFile), (int)offsets[^1]).Data;
            return new StreamingDataSet(folder, manifest with { Traces = [.. taken.Select(row => manifest.Traces[row])] }, [.. Arrays.Select(name => new NpyRows(Path.Combine(folder, name), rows, manifest.Samples))], times, offsets, taken);
        }
        catch (Exception e) when (e is IOException or ArrayFileException or UnauthorizedAccessException)
        {
            throw new DataSetException($"'{folder}': {e.Message}", e);
        }
    }

    /// <summary>Where a trace is in the folder's arrays.</summary>
    public int Row(int trace) => _rows[trace];

    /// <summary>Reads a trace into buffers.</summary>
    public void Read(int trace, StreamingTraceData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        data.Resize(Manifest.Samples);
        var row = _rows[trace];
        _arrays[0].Read(row, data.Voltage);
        _arrays[1].Read(row, data.Current);
        _arrays[2].Read(row, data.Excitatory);
        _arrays[3].Read(row, data.Inhibitory);
        data.Spikes = Spikes(trace).ToArray();
    }

    /// <summary>Spike times of a trace at the solver's own resolution, from the trace's start, ms.</summary>
    public ReadOnlySpan<double> Spikes(int trace) =>
        _spikeTimes.AsSpan((int)_spikeOffsets[_rows[trace]], (int)(_spikeOffsets[_rows[trace] + 1] - _spikeOffsets[_rows[trace]]));

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

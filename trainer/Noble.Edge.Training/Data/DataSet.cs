using System.Text.Json;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Simulated traces: <c>dataset.json</c>, <c>voltage.npy</c>, <c>spike_times.npy</c> and <c>spike_offsets.npy</c> in one folder.</summary>
public sealed class DataSet
{
    /// <summary>File names in the folder.</summary>
    public const string ManifestFile = "dataset.json", VoltageFile = "voltage.npy", SpikeTimesFile = "spike_times.npy", SpikeOffsetsFile = "spike_offsets.npy";

    private readonly float[] _voltage; // [trace, sample], mV
    private readonly double[] _spikeTimes; // [ms] from the window's start, all traces one after the other
    private readonly long[] _spikeOffsets; // [trace + 1]

    /// <summary>Wraps arrays that are in memory.</summary>
    /// <param name="manifest">What the arrays are.</param>
    /// <param name="voltage">[trace, sample], mV.</param>
    /// <param name="spikeTimes">Spike times from the window's start [ms], all traces one after the other.</param>
    /// <param name="spikeOffsets">[trace + 1]: where each trace's spikes begin.</param>
    /// <exception cref="DataSetException">The sizes do not agree.</exception>
    public DataSet(DataSetManifest manifest, float[] voltage, double[] spikeTimes, long[] spikeOffsets)
    {
        if (voltage.Length != manifest.Traces.Length * manifest.Grid.Length)
        {
            throw new DataSetException($"{VoltageFile} holds {voltage.Length} values, expected {manifest.Traces.Length} traces of {manifest.Grid.Length} samples");
        }

        if (spikeOffsets.Length != manifest.Traces.Length + 1 || spikeOffsets[^1] != spikeTimes.Length)
        {
            throw new DataSetException($"{SpikeOffsetsFile} and {SpikeTimesFile} do not fit {manifest.Traces.Length} traces");
        }

        (Manifest, _voltage, _spikeTimes, _spikeOffsets) = (manifest, voltage, spikeTimes, spikeOffsets);
    }

    /// <summary>What the data set is.</summary>
    public DataSetManifest Manifest { get; }

    /// <summary>Voltage of a trace, shape [sample], float32, mV; sample k is at k * step.</summary>
    public ReadOnlySpan<float> Voltage(int trace) => _voltage.AsSpan(trace * Manifest.Grid.Length, Manifest.Grid.Length);

    /// <summary>Spike times of a trace at the solver's own resolution, from the window's start [ms].</summary>
    public ReadOnlySpan<double> SpikeTimes(int trace) =>
        _spikeTimes.AsSpan((int)_spikeOffsets[trace], (int)(_spikeOffsets[trace + 1] - _spikeOffsets[trace]));

    /// <summary>A trace's current less its neuron's onset of repetitive firing [nA].</summary>
    public double ExcessNanoamperes(int trace) =>
        Manifest.Traces[trace].CurrentNanoamperes - Manifest.Neurons[Manifest.Traces[trace].Neuron].Features[FeatureCatalogue.ThresholdCurrent];

    /// <summary>A trace as a sweep for the spike clock: the spikes during the step, from current onset.</summary>
    public SpikeSweep Sweep(int trace)
    {
        var grid = Manifest.Grid;
        var times = SpikeTimes(trace).ToArray()
            .Where(time => time > grid.StimulusOnMilliseconds && time <= grid.StimulusOffMilliseconds)
            .Select(time => time - grid.StimulusOnMilliseconds);
        return new SpikeSweep(Manifest.Traces[trace].CurrentNanoamperes, [.. times]);
    }

    /// <summary>Reads a folder.</summary>
    /// <exception cref="DataSetException">The folder cannot be used; the message names the file.</exception>
    public static DataSet Load(string folder)
    {
        try
        {
            return new DataSet(
                ReadManifest(Path.Combine(folder, ManifestFile)),
                NpyFile.Read<float>(Path.Combine(folder, VoltageFile)).Data,
                NpyFile.Read<double>(Path.Combine(folder, SpikeTimesFile)).Data,
                NpyFile.Read<long>(Path.Combine(folder, SpikeOffsetsFile)).Data);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or ArrayFileException)
        {
            throw new DataSetException($"data set '{folder}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Reads a folder's manifest alone, without its arrays.</summary>
    /// <exception cref="DataSetException">The folder cannot be used; the message names the file.</exception>
    public static DataSetManifest LoadManifest(string folder)
    {
        try
        {
            return ReadManifest(Path.Combine(folder, ManifestFile));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new DataSetException($"data set '{folder}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Reads <c>dataset.json</c>.</summary>
    internal static DataSetManifest ReadManifest(string path)
    {
        var manifest = JsonSerializer.Deserialize(File.ReadAllText(path), TrainingJson.Default.DataSetManifest)
            ?? throw new DataSetException($"'{path}' is empty");
        return manifest.Schema == DataSetManifest.CurrentSchema
            ? manifest
            : throw new DataSetException($"'{path}' has schema {manifest.Schema}, expected {DataSetManifest.CurrentSchema}");
    }

    /// <summary>Writes the folder; the manifest last, so that a folder with one is whole.</summary>
    public void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        NpyFile.Write(Path.Combine(folder, VoltageFile), _voltage, Manifest.Traces.Length, Manifest.Grid.Length);
        NpyFile.Write(Path.Combine(folder, SpikeTimesFile), _spikeTimes, _spikeTimes.Length);
        NpyFile.Write(Path.Combine(folder, SpikeOffsetsFile), _spikeOffsets, _spikeOffsets.Length);
        File.WriteAllText(Path.Combine(folder, ManifestFile), JsonSerializer.Serialize(Manifest, TrainingJson.Default.DataSetManifest));
    }
}

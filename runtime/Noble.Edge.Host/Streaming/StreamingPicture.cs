using Noble.Edge.Operator;
using Noble.Edge.Pictures;

namespace Noble.Edge.Host;

/// <summary>What a streaming operator did, gathered for a picture: the total current into the first neuron, some voltages, all spikes.</summary>
internal sealed class StreamingPicture
{
    private const int MostVoltages = 6;
    private const int LongestLabel = 14;
    private const int MostSamples = 2_000_000;

    private readonly string _path;
    private readonly Population _population;
    private readonly int _samples;
    private readonly double _step;
    private readonly double[] _current;
    private readonly double[][] _voltages; // from the beginning on: one more than samples
    private readonly List<double> _times = [];
    private readonly List<double> _neurons = [];
    private int _count;

    /// <param name="path">The file, .png or .svg.</param>
    /// <param name="population">The neurons.</param>
    /// <param name="samples">Samples to come.</param>
    /// <param name="stepMilliseconds">Their interval [ms].</param>
    /// <exception cref="UserMistakeException">There are too many samples to draw.</exception>
    internal StreamingPicture(string path, Population population, int samples, double stepMilliseconds)
    {
        if (samples > MostSamples)
        {
            throw new UserMistakeException($"--plot: {samples} samples, expected at most {MostSamples} in a picture");
        }

        (_path, _population, _samples, _step) = (path, population, samples, stepMilliseconds);
        _current = new double[samples];
        _voltages = [.. Enumerable.Range(0, Math.Min(MostVoltages, population.Count)).Select(_ => new double[samples + 1])];
    }

    /// <summary>Takes the voltage before the first sample.</summary>
    internal void Begin(ReadOnlySpan<float> voltages) => Put(voltages);

    /// <summary>Takes a sample.</summary>
    /// <param name="current">Into the first neuron, nA.</param>
    /// <param name="voltages">At its end, mV.</param>
    internal void Add(float current, ReadOnlySpan<float> voltages)
    {
        _current[_count++] = float.IsFinite(current) ? current : 0;
        Put(voltages);
    }

    /// <summary>Takes a spike.</summary>
    /// <exception cref="UserMistakeException">There are too many to draw.</exception>
    internal void AddSpike(double milliseconds, int neuron)
    {
        if (_times.Count == SpikeRaster.Most)
        {
            throw new UserMistakeException($"--plot: expected at most {SpikeRaster.Most} spikes in a picture: fewer --neurons or a shorter input");
        }

        _times.Add(milliseconds);
        _neurons.Add(neuron);
    }

    /// <summary>Writes the picture.</summary>
    /// <param name="model">Name of the model.</param>
    internal void Write(string model) => new PopulationPicture
    {
        Title = $"{model}, streaming: {_population.Count} neurons, {_times.Count} spikes",
        FromMilliseconds = 0,
        ToMilliseconds = _samples * _step,
        Input = new InputRow("current, first", "nA", _step, _current),
        Voltages = [.. _voltages.Select((voltage, n) => new VoltageRow(Label(n), _step, voltage))],
        Raster = new SpikeRaster(_population.Count, [.. _times], [.. _neurons]),
    }.Write(_path);

    // What does not fit beside a row would be written over its neighbours.
    private string Label(int neuron) => _population.Name(neuron) is { Length: <= LongestLabel } name ? name : $"neuron {neuron}";

    private void Put(ReadOnlySpan<float> voltages)
    {
        for (var n = 0; n < _voltages.Length; n++)
        {
            _voltages[n][_count] = voltages[n];
        }
    }
}

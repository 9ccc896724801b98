using System.Diagnostics;
using System.Globalization;
using Noble.Edge.Operator;
using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>Trains a streaming operator: likelihood of the spikes, and voltage, from states that the true spikes made.</summary>
/// <remarks>
/// No back-propagation through time: the state is the same for every weight, so that samples are learned in any order. The likelihood of a point
/// process: hazard times exposed time, less its logarithm at a spike.
/// </remarks>
public sealed class StreamingTrainer : IDisposable
{
    private const int NoiseStream = 20; // bits of the seed under those of the step
    private const string WeightsFile = "weights.safetensors", AverageFile = "average.safetensors", StateFile = "state.txt", Fresh = ".new", Old = ".old";

    private readonly StreamingConfiguration _configuration;
    private readonly StreamingMaterial _material;
    private readonly StreamingRounds _rounds;
    private readonly StreamingNetwork _network;
    private readonly StreamingNetwork _average;
    private readonly FlatAdamWOptimizer _optimizer;
    private readonly OneCycleSchedule _schedule;
    private readonly Tensor _features; // [subject, feature]
    private readonly Tensor _offsets; // [subject]
    private long _round;

    /// <summary>Prepares a run at its start.</summary>
    public StreamingTrainer(StreamingMaterial material)
    {
        ArgumentNullException.ThrowIfNull(material);
        TorchMemory.KeepFreed();
        (_material, _configuration) = (material, material.Configuration);
        var device = TrainingDevice.Open(_configuration.Device);
        if (_configuration.Threads > 0)
        {
            set_num_threads(_configuration.Threads);
        }

        _rounds = new StreamingRounds(_configuration, material.Spec, material.Subjects);
        var normalisation = material.Normalisation(_rounds);
        _network = new StreamingNetwork(material.Spec, normalisation, device, _configuration.Seed);
        _average = new StreamingNetwork(material.Spec, normalisation, device, _configuration.Seed);
        if (material.Start is { } start)
        {
            _network.Begin(start);
            _average.Begin(start);
        }

        _optimizer = new FlatAdamWOptimizer(_network.Weights, _network.Parameters.Values, new TrainingConfiguration
        {
            Beta1 = 0.9,
            Beta2 = 0.99,
            WeightDecay = _configuration.WeightDecay,
            ClipNorm = _configuration.ClipNorm,
        });
        _schedule = new OneCycleSchedule(_configuration.LearningRate, _configuration.Steps, 0.08);
        _features = tensor(material.Subjects.SelectMany(subject => subject.Features).ToArray(), [material.Subjects.Length, material.Spec.Features.Length], device: device);
        _offsets = tensor(material.Subjects.Select(subject => subject.OffsetMillivolts).ToArray(), device: device);
    }

    /// <summary>Steps done.</summary>
    public long Step { get; private set; }

    /// <summary>Wall time so far [s].</summary>
    public double Seconds { get; private set; }

    /// <summary>Trains until the last step or until it is told to stop.</summary>
    /// <param name="onProgress">Called after each round with step, smoothed loss of voltage [mV] and of hazard [nat/ms], and learning rate.</param>
    /// <param name="shouldStop">Asked before every round.</param>
    /// <exception cref="TrainingDivergedException">A loss is no longer a number.</exception>
    public void Run(Action<StreamingProgress> onProgress, Func<bool> shouldStop)
    {
        ArgumentNullException.ThrowIfNull(onProgress);
        ArgumentNullException.ThrowIfNull(shouldStop);
        var (watch, before) = (Stopwatch.StartNew(), Seconds);
        var next = Task.Run(() => _rounds.Make(_round));
        while (Step < _configuration.Steps && !shouldStop())
        {
            var round = next.GetAwaiter().GetResult();
            var number = ++_round;
            next = Task.Run(() => _rounds.Make(number));
            var losses = Learn(round);
            Seconds = before + watch.Elapsed.TotalSeconds;
            onProgress(new StreamingProgress(Step, _configuration.Steps, losses.Voltage, losses.Hazard, _schedule.Rate(Step), TimeSpan.FromSeconds(Seconds)));
        }

        next.GetAwaiter().GetResult();
    }

    /// <summary>Writes the state into a folder; what was there is replaced only by a whole one.</summary>
    public void Save(string folder)
    {
        Recover(folder);
        var (fresh, old) = (folder + Fresh, folder + Old);
        Remove(fresh);
        Remove(old);
        Directory.CreateDirectory(fresh);
        SafetensorsFile.Write(Path.Combine(fresh, WeightsFile), _network.ToTensors());
        SafetensorsFile.Write(Path.Combine(fresh, AverageFile), _average.ToTensors());
        _optimizer.Save(fresh);
        File.WriteAllText(Path.Combine(fresh, StateFile), FormattableString.Invariant($"{Step} {_round} {Seconds}\n{Machine.Describe(_network.Device)}\n"));
        DurableFile.FlushFolder(fresh);
        if (Directory.Exists(folder))
        {
            Directory.Move(folder, old);
        }

        Directory.Move(fresh, folder);
        Remove(old);
    }

    /// <summary>The averaged weights of a saved state, with what it says of its training.</summary>
    /// <exception cref="DataSetException">They cannot be used.</exception>
    public static StreamingWeights ReadAverage(StreamingMaterial material, string folder)
    {
        ArgumentNullException.ThrowIfNull(material);
        Recover(folder);
        try
        {
            var state = ReadState(folder);
            var spec = material.Spec with
            {
                Provenance = material.Spec.Provenance with { TrainingTraces = material.TraceCount, TrainingSeconds = Math.Round(state[2]), Machine = File.ReadLines(Path.Combine(folder, StateFile)).ElementAtOrDefault(1) ?? "" },
            };
            return StreamingNetwork.Folded(spec, SafetensorsFile.Read(Path.Combine(folder, AverageFile)).Tensors, folder);
        }
        catch (Exception e) when (e is IOException or ArrayFileException or ModelFileException or FormatException)
        {
            throw Unusable(folder, e);
        }
    }

    /// <summary>Continues from a saved state of the same configuration.</summary>
    /// <exception cref="DataSetException">It cannot be used.</exception>
    public void Load(string folder)
    {
        Recover(folder);
        try
        {
            var state = ReadState(folder);
            (Step, _round, Seconds) = ((long)state[0], (long)state[1], state[2]);
            Read(_network, WeightsFile);
            Read(_average, AverageFile);
            _optimizer.Load(folder);
        }
        catch (Exception e) when (e is IOException or ArrayFileException or ModelFileException or FormatException or KeyNotFoundException)
        {
            throw Unusable(folder, e);
        }

        void Read(StreamingNetwork network, string file) => network.Load(SafetensorsFile.Read(Path.Combine(folder, file)).Tensors, file);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _network.Dispose();
        _average.Dispose();
        _optimizer.Dispose();
        _features.Dispose();
        _offsets.Dispose();
    }

    // A crash between the two renames leaves the old state under its other name; the fresh one is whole only if it was flushed before, so the old is taken.
    private static void Recover(string folder)
    {
        if (!Directory.Exists(folder) && Directory.Exists(folder + Old))
        {
            Directory.Move(folder + Old, folder);
        }
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double[] ReadState(string folder) =>
        [.. File.ReadLines(Path.Combine(folder, StateFile)).First().Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];

    private static DataSetException Unusable(string folder, Exception e) => new($"no usable checkpoint in '{folder}': {e.Message}", e);

    private (double Voltage, double Hazard) Learn(StreamingRound round)
    {
        using var scope = NewDisposeScope();
        var device = _network.Device;
        var width = _material.Spec.InputCount() + StreamingRound.Extra;
        var values = tensor(round.Values, [round.Batches, round.Neurons.Length, _configuration.BatchSamples, width]).to(device);
        var chosen = tensor(round.Neurons.Select(n => (long)n).ToArray()).to(device);
        var features = _features.index_select(0, chosen);
        var offsets = _offsets.index_select(0, chosen).unsqueeze(1);
        var voltages = zeros(1, device: device);
        var hazards = zeros(1, device: device);
        var count = 0;
        for (var b = 0; b < round.Batches && Step < _configuration.Steps; b++, count++)
        {
            using var inner = NewDisposeScope();
            var batch = values[b];
            using var noise = FeatureNoise(features);
            _optimizer.Step(
                () =>
                {
                    var (voltage, hazard) = Losses(batch, noise is null ? features : features.Plus(noise), offsets);
                    voltages.PlusInPlace(voltage.detach());
                    hazards.PlusInPlace(hazard.detach());
                    return voltage.Plus(hazard.Times(_configuration.HazardWeight));
                },
                _schedule.Rate(Step));
            Step++;
            var decay = Math.Min(_configuration.EmaDecay, Step / (Step + 10.0));
            using (no_grad())
            {
                _average.Weights.TowardsInPlace(_network.Weights, 1 - decay);
            }
        }

        var found = (Voltage: voltages.ToDouble() / count, Hazard: hazards.ToDouble() / count);
        return double.IsFinite(found.Voltage + found.Hazard) ? found : throw new TrainingDivergedException(Step, _schedule.Rate(Step));
    }

    // It depends on seed and step alone, so that a run that was stopped goes on with the same.
    private Tensor? FeatureNoise(Tensor features)
    {
        if (_configuration.FeatureNoise == 0)
        {
            return null;
        }

        using var generator = new Generator((ulong)(_configuration.Seed + (Step << NoiseStream)), CPU);
        return randn(features.shape, generator: generator).TimesInPlace(_configuration.FeatureNoise).to(features.device);
    }

    private (Tensor Voltage, Tensor Hazard) Losses(Tensor batch, Tensor features, Tensor offsets)
    {
        var (spec, inputs) = (_material.Spec, _material.Spec.InputCount());
        var outputs = _network.Forward(batch.narrow(2, 0, inputs), features);
        Tensor Extra(int which) => batch.select(2, inputs + which);
        var (voltageWeight, weight) = (Extra(1), Extra(4));
        var total = weight.sum();
        var error = outputs.select(2, 1).Times(spec.Output.ScaleMillivolts).Plus(offsets).sub(Extra(0)).abs();
        var knee = _configuration.VoltageKneeMillivolts;
        var below = error.AtMost(knee);
        var voltage = below.mul(below).Times(1 / (2 * knee)).Plus(error.sub(below)).mul(voltageWeight).sum().div(voltageWeight.sum());
        var logHazard = outputs.select(2, 0).Between(StreamingWeights.LowestLogHazard, StreamingWeights.HighestLogHazard);
        var hazard = logHazard.exp().mul(Extra(3)).sub(logHazard.mul(Extra(2))).mul(weight).sum().div(total).Times(1 / spec.StepMilliseconds);
        return (voltage, hazard);
    }
}

using Noble.Edge.Operator;
using Noble.Edge.Spikes;

namespace Noble.Edge.Host;

/// <summary>Neurons of the streaming operator under input from files: voltage, spikes and state to files, block by block.</summary>
internal sealed class StreamingRender : IDisposable
{
    private const int BlockElements = 1 << 20;
    private const int LongestBlock = 4096;

    private readonly StreamingRenderSettings _settings;
    private readonly IStreamingEngine _engine;
    private readonly StreamingStateFile _state;
    private readonly StreamingInput? _stimulus;
    private readonly StreamingInput? _excitatory;
    private readonly StreamingInput? _inhibitory;
    private readonly int _hold;
    private readonly float[] _current;
    private readonly float[] _conductance;
    private readonly List<(float Share, int Neuron)> _due = [];
    private readonly FileStream? _spikeFile;
    private readonly SpikeCsvWriter? _spikes;

    /// <summary>Opens the inputs and takes the state.</summary>
    /// <param name="settings">What to do.</param>
    /// <param name="engine">The neurons, at rest; they stay the caller's.</param>
    /// <param name="state">Their state as a file.</param>
    /// <exception cref="UserMistakeException">The inputs do not fit each other or the neurons.</exception>
    internal StreamingRender(StreamingRenderSettings settings, IStreamingEngine engine, StreamingStateFile state)
    {
        (_settings, _engine, _state, _hold, _current) = (settings, engine, state, settings.Hold(engine.Spec), new float[engine.NeuronCount]);
        _conductance = new float[engine.NeuronCount];
        try
        {
            _stimulus = Open("--stimulus", settings.Stimulus);
            _excitatory = Open("--excitatory", settings.Excitatory);
            _inhibitory = Open("--inhibitory", settings.Inhibitory);
            StreamingInput?[] inputs = [_stimulus, _excitatory, _inhibitory];
            int[] samples = [.. inputs.OfType<StreamingInput>().Select(input => input.Samples).Distinct()];
            if (samples.Length > 1)
            {
                throw new UserMistakeException($"the inputs have {string.Join(" and ", samples)} samples, expected as many in each");
            }

            Samples = samples[0];
            if (settings.StateIn is { } before)
            {
                state.Read(before);
            }

            StartMilliseconds = engine.Time * engine.Spec.StepMilliseconds;
            if (settings.Spikes is { } path)
            {
                _spikeFile = File.Create(path);
                _spikes = new SpikeCsvWriter(_spikeFile);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Samples of every input, each held for <see cref="SampleMilliseconds"/>.</summary>
    internal int Samples { get; }

    /// <summary>How long a sample is held [ms].</summary>
    internal double SampleMilliseconds => _hold * _engine.Spec.StepMilliseconds;

    /// <summary>Time at the beginning, counted from rest [ms].</summary>
    internal double StartMilliseconds { get; }

    /// <summary>Advances the neurons through the whole input.</summary>
    /// <param name="picture">Sees everything for a picture; null for none.</param>
    internal void Run(StreamingPicture? picture)
    {
        var neurons = _engine.NeuronCount;
        var block = Math.Clamp(BlockElements / neurons, 1, LongestBlock);
        var voltages = new float[neurons * Math.Min(block, Samples)];
        using var file = new NpyBlockWriter(_settings.Out, neurons, Samples);
        picture?.Begin(_engine.Voltage);
        for (var first = 0; first < Samples; first += block)
        {
            var length = Math.Min(block, Samples - first);
            Read(first, length);
            for (var sample = 0; sample < length; sample++)
            {
                Advance(sample, picture);
                for (var n = 0; n < neurons; n++)
                {
                    voltages[(n * length) + sample] = _engine.Voltage[n];
                }

                picture?.Add(_current[0], _engine.Voltage);
            }

            for (var n = 0; n < neurons; n++)
            {
                file.Write(n, first, voltages.AsSpan(n * length, length));
            }
        }

        file.Complete();
        _spikes?.Flush();
        if (_settings.StateOut is { } path)
        {
            _state.Write(path);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stimulus?.Dispose();
        _excitatory?.Dispose();
        _inhibitory?.Dispose();
        _spikeFile?.Dispose();
    }

    private StreamingInput? Open(string option, string? path) => path is null ? null : new StreamingInput(option, path, _engine.NeuronCount);

    private void Read(int first, int length)
    {
        _stimulus?.Read(first, length);
        _excitatory?.Read(first, length);
        _excitatory?.CheckNotNegative(first);
        _inhibitory?.Read(first, length);
        _inhibitory?.CheckNotNegative(first);
    }

    private void Advance(int sample, StreamingPicture? picture)
    {
        for (var held = 0; held < _hold; held++)
        {
            WriteSpikes(picture);
            const float NanosiemensPerMicrosiemens = 1000;
            var (reference, reversal) = (_engine.Spec.SynapticReferenceMillivolts, _settings.Reversal);
            for (var n = 0; n < _current.Length; n++)
            {
                var (excitatory, inhibitory) = (_excitatory?[n, sample] ?? 0, _inhibitory?[n, sample] ?? 0);
                _current[n] = (_stimulus?[n, sample] ?? 0) + (excitatory * (float)(reversal.Excitatory - reference)) + (inhibitory * (float)(reversal.Inhibitory - reference));
                _conductance[n] = NanosiemensPerMicrosiemens * (excitatory + inhibitory);
            }

            _engine.Step(_current, _conductance);
        }
    }

    // Those of the coming step, which are known before it: a call ends where the next one begins.
    private void WriteSpikes(StreamingPicture? picture)
    {
        var next = _engine.NextSpike;
        for (var n = 0; n < next.Length; n++)
        {
            if (next[n] >= 0)
            {
                _due.Add((next[n], n));
            }
        }

        if (_due.Count == 0)
        {
            return;
        }

        _due.Sort();
        foreach (var (share, neuron) in _due)
        {
            var milliseconds = (_engine.Time + (double)share) * _engine.Spec.StepMilliseconds;
            _spikes?.Write(new SpikeEvent((long)Math.Round(milliseconds * 1e6), neuron));
            picture?.AddSpike(milliseconds - StartMilliseconds, neuron);
        }

        _due.Clear();
    }
}

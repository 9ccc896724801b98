using Noble.Edge.Operator;
using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>
/// A preparation that is not there: leaky integrate-and-fire neurons with conductance synapses and noise, which fire, answer stimuli and
/// hear the population, so that a closed-loop experiment runs with no hardware.
/// </summary>
/// <remarks>
/// C dV/dt = -g_L (V - E_L) - g_E (V - 0 mV) - g_I (V + 80 mV) + I (W. Gerstner et al., Neuronal Dynamics, 2014, ch. 1), in steps of 0.1 ms with
/// the exact solution for constant input; synaptic conductances decay with 5 ms (excitatory) and 10 ms (inhibitory). It is simulated on the
/// pacer's thread up to the moment at which it is read: nothing in it runs ahead of the rig's time. Same seed, same reads and same stimuli,
/// same spikes.
/// </remarks>
public sealed class VirtualPreparation : IInputPort, IStimulusPort, IImmediatePort
{
    /// <summary>Step of the simulation [ns].</summary>
    public const long StepNanoseconds = 100_000;

    private const double Step = 0.1; // [ms]
    private const double NoiseTau = 5, ExcitatoryTau = 5, InhibitoryTau = 10; // [ms]
    private const double ExcitatoryReversal = 0, InhibitoryReversal = -80; // [mV]
    private const int MostEvents = 65_536;

    private readonly VirtualPreparationOptions _options;
    private readonly double[] _voltage; // [neuron], mV
    private readonly double[] _noise; // [neuron], nA
    private readonly double[] _excitatory; // [neuron], nS
    private readonly double[] _inhibitory; // [neuron], nS
    private readonly double[] _stimulus; // [neuron], nA
    private readonly int[] _refractory; // [neuron]: steps left
    private readonly int[][] _targets; // [neuron]: whom its spikes reach
    private readonly InputEvent[] _events = new InputEvent[MostEvents];
    private readonly int _refractorySteps;
    private readonly long _sampleSteps;
    private readonly int[] _sampled;
    private SeededRandom _random;
    private long _origin = long.MinValue; // [ns, monotonic clock]
    private long _steps;
    private long _read;
    private long _written;
    private bool _isSafe;

    /// <param name="options">The preparation.</param>
    /// <exception cref="ArgumentOutOfRangeException">The potentials are not in order.</exception>
    public VirtualPreparation(VirtualPreparationOptions options)
    {
        options.Check();
        _options = options;
        var n = options.Neurons;
        (_voltage, _noise, _excitatory, _inhibitory, _stimulus, _refractory) = (new double[n], new double[n], new double[n], new double[n], new double[n], new int[n]);
        Array.Fill(_voltage, options.RestMillivolts);
        _refractorySteps = (int)Math.Round(options.Refractory.TotalMilliseconds / Step);
        _sampled = [.. options.SampledNeurons];
        _sampleSteps = options.SampleInterval.Ticks * 100 / StepNanoseconds;
        var wiring = new SeededRandom(options.Seed, 0x77697265, 0);
        _targets = new int[n][];
        for (var from = 0; from < n; from++)
        {
            var targets = new List<int>();
            for (var to = 0; options.Connected > 0 && to < n; to++)
            {
                if (to != from && wiring.NextUniform() < options.Connected)
                {
                    targets.Add(to);
                }
            }

            _targets[from] = [.. targets];
        }

        _random = new SeededRandom(options.Seed, 0x6E6F6973, 0);
    }

    /// <inheritdoc cref="IInputPort.Name" />
    public string Name => _options.Name;

    /// <inheritdoc />
    public int PollDescriptor => -1;

    /// <inheritdoc />
    public int ChannelCount => _options.Neurons;

    /// <inheritdoc />
    public long NextDueNanoseconds => long.MaxValue;

    /// <summary>Spikes of the virtual neurons.</summary>
    public long Spikes { get; private set; }

    /// <summary>Events that found no room.</summary>
    public long Lost { get; private set; }

    /// <summary>Voltage of a neuron as of the last read [mV].</summary>
    public double Millivolts(int neuron) => _voltage[neuron];

    /// <inheritdoc />
    public bool TryRead(long nowNanoseconds, out InputEvent received)
    {
        if (_read == _written)
        {
            SimulateTo(nowNanoseconds);
        }

        if (_read == _written)
        {
            received = default;
            return false;
        }

        received = _events[(int)(_read++ % MostEvents)];
        return true;
    }

    /// <inheritdoc />
    public bool Apply(int channel, double nanoamperes, long nowNanoseconds)
    {
        SimulateTo(nowNanoseconds);
        _stimulus[channel] = _isSafe ? 0 : nanoamperes;
        return !_isSafe || nanoamperes == 0;
    }

    /// <inheritdoc />
    public bool Emit(in SpikeEvent spike, long nowNanoseconds)
    {
        if (_options.PopulationNanosiemens == 0)
        {
            return true;
        }

        if (_isSafe)
        {
            return false;
        }

        SimulateTo(nowNanoseconds);
        Excite((int)((uint)spike.Neuron % (uint)_options.Neurons), _options.PopulationNanosiemens);
        return true;
    }

    /// <inheritdoc />
    public void RunDue(long nowNanoseconds)
    {
    }

    /// <inheritdoc />
    public void EnterSafeState()
    {
        _isSafe = true;
        Array.Clear(_stimulus);
    }

    private void SimulateTo(long now)
    {
        if (_origin == long.MinValue)
        {
            _origin = now;
        }

        // A preparation that nobody has looked at for a minute is not worth a minute of the pacer's time.
        for (var until = Math.Min((now - _origin) / StepNanoseconds, _steps + 600_000); _steps < until;)
        {
            _steps++;
            Advance(_origin + (_steps * StepNanoseconds));
        }
    }

    private void Advance(long time)
    {
        var (capacitance, leak, rest) = (_options.CapacitancePicofarads, _options.LeakNanosiemens, _options.RestMillivolts);
        var noiseKept = Math.Exp(-Step / NoiseTau);
        var noiseAdded = _options.NoiseNanoamperes * Math.Sqrt(1 - (noiseKept * noiseKept));
        var (excitatoryKept, inhibitoryKept) = (Math.Exp(-Step / ExcitatoryTau), Math.Exp(-Step / InhibitoryTau));
        var rhythm = _options.RhythmNanoamperes == 0 ? 0 : _options.RhythmNanoamperes * Math.Sin(2 * Math.PI * _options.RhythmHertz * (time - _origin) * 1e-9);
        for (var i = 0; i < _voltage.Length; i++)
        {
            if (_options.NoiseNanoamperes > 0)
            {
                _noise[i] = (noiseKept * _noise[i]) + (noiseAdded * _random.NextNormal());
            }

            _excitatory[i] *= excitatoryKept;
            _inhibitory[i] *= inhibitoryKept;
            if (_refractory[i] > 0)
            {
                _refractory[i]--;
                continue;
            }

            // With nS, mV, pF and pA: conductance over capacitance is per ms.
            var conductance = leak + _excitatory[i] + _inhibitory[i];
            var current = 1e3 * (_stimulus[i] + _options.BiasNanoamperes + rhythm + _noise[i]);
            var drive = (leak * rest) + (_excitatory[i] * ExcitatoryReversal) + (_inhibitory[i] * InhibitoryReversal) + current;
            var settled = drive / conductance;
            _voltage[i] = settled + ((_voltage[i] - settled) * Math.Exp(-Step * conductance / capacitance));
            if (_voltage[i] >= _options.ThresholdMillivolts)
            {
                Fire(i, time);
            }
        }

        if (_sampleSteps > 0 && _steps % _sampleSteps == 0)
        {
            foreach (var neuron in _sampled)
            {
                Add(new InputEvent(time, InputKind.Sample, 0, neuron, _voltage[neuron]));
            }
        }
    }

    private void Fire(int neuron, long time)
    {
        _voltage[neuron] = _options.ResetMillivolts;
        _refractory[neuron] = _refractorySteps;
        Spikes++;
        Add(new InputEvent(time, InputKind.Spike, 0, neuron, 0));
        foreach (var target in _targets[neuron])
        {
            Excite(target, _options.ConnectionNanosiemens);
        }
    }

    private void Excite(int neuron, double nanosiemens)
    {
        if (nanosiemens > 0)
        {
            _excitatory[neuron] += nanosiemens;
        }
        else
        {
            _inhibitory[neuron] -= nanosiemens;
        }
    }

    private void Add(in InputEvent made)
    {
        if (_written - _read == MostEvents)
        {
            Lost++;
            return;
        }

        _events[(int)(_written++ % MostEvents)] = made;
    }
}

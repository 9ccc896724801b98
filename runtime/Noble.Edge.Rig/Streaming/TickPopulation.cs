using Noble.Edge.Operator;
using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>Neurons of a streaming operator that go on with the loop's ticks: each tick takes the current that has arrived and advances them to the next.</summary>
/// <remarks>
/// The tick at a time computes from there to the next one, before that has come: a spike is known between one step and a tick and a step ahead, and
/// goes to the pacer at its own time. The same events give the same spikes, and, for a stimulus that is known beforehand, so does every length of tick.
/// Hot path: <see cref="OnTick"/> and <see cref="OnInput"/> do not allocate, lock or block.
/// </remarks>
public sealed class TickPopulation : ITickedPopulation, IPopulationCurrent
{
    private readonly IStreamingEngine _engine;
    private readonly IStreamingStimulus _stimulus;
    private readonly TickCircuit? _circuit;
    private readonly ConductanceSources? _sources;
    private readonly IMonotonicClock _clock;
    private readonly double _step; // [ns]
    private readonly int _steps; // a tick
    private readonly long _tick; // [ns]
    private readonly long _duration; // [ns]
    private readonly float[] _current; // [neuron], [nA]
    private readonly float[] _conductance; // [neuron], [nS]; empty where nothing makes any
    private readonly SpikeTimeline _timeline;
    private readonly LatenessHistogram _work = new();
    private readonly LatenessHistogram _latency = new();
    private readonly float[] _block; // [neuron, sample], [mV], for whoever looks at voltage
    private Func<SpikeEvent, bool> _take = _ => false;
    private VoltageTap? _tap;
    private IVoltagePort[] _voltagePorts = [];
    private double _bias; // [nA]
    private double _asked; // [nA], what _bias will be when the loop has taken it in
    private long _at; // steps of experiment time, those that were left out with them
    private long _skip; // ticks to leave out
    private int _sample; // of the block
    private long _blockStart; // [ns]
    private long _ticks;
    private long _overruns;
    private long _skipped;
    private long _lost;
    private long _rendered;
    private long _workNanoseconds;

    /// <param name="engine">The neurons, at rest; stays the caller's.</param>
    /// <param name="stimulus">The current into them.</param>
    /// <param name="bias">Current of all neurons beside the stimulus [nA].</param>
    /// <param name="tick">Time between the loop's ticks: 1 to 1,000 steps of the model.</param>
    /// <param name="options">How it ticks.</param>
    /// <param name="clock">The clock on which work is timed.</param>
    /// <param name="circuit">What connects the neurons to each other and to the preparation, or null.</param>
    /// <param name="sources">Conductances from outside, or null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tick is no multiple of the model's step.</exception>
    public TickPopulation(IStreamingEngine engine, IStreamingStimulus stimulus, double bias, TimeSpan tick, TickOptions options, IMonotonicClock clock, TickCircuit? circuit = null, ConductanceSources? sources = null)
    {
        ArgumentNullException.ThrowIfNull(engine);
        (_engine, _stimulus, _clock, _circuit, _sources, _bias, _asked) = (engine, stimulus, clock, circuit, sources, bias, bias);
        _steps = StepsOf(engine.Spec.StepMilliseconds, tick);
        (_step, _tick) = (engine.Spec.StepMilliseconds * 1e6, tick.Ticks * 100);
        _duration = options.Duration == TimeSpan.MaxValue ? long.MaxValue : options.Duration.Ticks * 100;
        LongestBehindNanoseconds = options.LongestBehind == TimeSpan.MaxValue ? long.MaxValue : options.LongestBehind.Ticks * 100;
        _current = new float[engine.NeuronCount];
        _conductance = circuit is null && sources is null ? [] : new float[engine.NeuronCount];
        _timeline = new SpikeTimeline(engine.NeuronCount);
        BlockSamples = Math.Max(1, (int)Math.Round(BlockMilliseconds / engine.Spec.StepMilliseconds));
        _block = new float[engine.NeuronCount * BlockSamples];
    }

    /// <summary>Length of a block of voltage [ms].</summary>
    public const double BlockMilliseconds = 10;

    /// <summary>Samples of a neuron in a block of voltage.</summary>
    public int BlockSamples { get; }

    /// <summary>What connects the neurons, or null.</summary>
    public CircuitSpec? Circuit => _circuit?.Circuit.Spec;

    /// <summary>Neurons.</summary>
    public int NeuronCount => _engine.NeuronCount;

    /// <summary>Interval of the voltage's samples [ns].</summary>
    public double SampleIntervalNanoseconds => _step;

    /// <summary>Time between ticks [ns].</summary>
    public long TickNanoseconds => _tick;

    /// <inheritdoc />
    public long LongestBehindNanoseconds { get; }

    /// <summary>Ticks done.</summary>
    public long Ticks => Volatile.Read(ref _ticks);

    /// <summary>Spikes made, before the experiment's end.</summary>
    public long Rendered => Volatile.Read(ref _rendered);

    /// <summary>Time spent at work [ns].</summary>
    public long WorkNanoseconds => Volatile.Read(ref _workNanoseconds);

    /// <inheritdoc />
    public double Nanoamperes => Volatile.Read(ref _asked);

    /// <summary>The steps of a tick.</summary>
    /// <param name="stepMilliseconds">The model's step [ms].</param>
    /// <param name="tick">The tick.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is no multiple of the step.</exception>
    public static int StepsOf(double stepMilliseconds, TimeSpan tick)
    {
        var steps = (int)Math.Round(Math.Clamp(tick.TotalMilliseconds / stepMilliseconds, 0, 1e6));
        return steps is >= 1 and <= 1000 && Math.Abs((steps * stepMilliseconds) - tick.TotalMilliseconds) < 1e-6
            ? steps
            : throw new ArgumentOutOfRangeException(
                null, FormattableString.Invariant($"tick {tick.TotalMilliseconds} ms: expected 1 to 1000 times the model's step of {stepMilliseconds} ms"));
    }

    /// <summary>Spikes go there, in the order of time, from before the start on.</summary>
    /// <param name="take">Takes a spike, and says whether there was room. It neither blocks nor allocates.</param>
    public void Connect(Func<SpikeEvent, bool> take) => _take = take;

    /// <summary>Voltage is shown to whoever looks there, before the start.</summary>
    public void Connect(VoltageTap tap) => _tap = tap;

    /// <summary>Voltage goes to ports as soon as it is known, before the start.</summary>
    public void Connect(IReadOnlyList<IVoltagePort> ports) => _voltagePorts = [.. ports];

    /// <summary>Runs once what the first tick runs, so that nothing is compiled or paged in during it.</summary>
    public void Prepare()
    {
        for (var step = 0; step < _steps; step++)
        {
            _stimulus.Fill(0, 0, _current);
            Array.Clear(_current);
            Array.Clear(_conductance);
            _engine.Step(_current, _conductance);
        }

        _engine.Reset();
    }

    /// <inheritdoc />
    public bool TryChange(double nanoamperes, Func<long, bool> admit)
    {
        ArgumentNullException.ThrowIfNull(admit);
        if (!admit(Volatile.Read(ref _at) / BlockSamples))
        {
            return false;
        }

        Volatile.Write(ref _asked, nanoamperes);
        return true;
    }

    /// <inheritdoc />
    public void OnInput(in InputEvent received)
    {
        switch (received.Kind)
        {
            case InputKind.Current:
                _bias = double.IsFinite(received.Value) ? received.Value : _bias;
                break;
            case InputKind.Skipped:
                _skip += received.Channel;
                break;
            default:
                _stimulus.Take(received);
                _circuit?.Take(received);
                _sources?.Take(received);
                break;
        }
    }

    /// <inheritdoc />
    public void OnTick(LoopActions actions, bool isPaused)
    {
        ArgumentNullException.ThrowIfNull(actions);
        var at = actions.NowNanoseconds;
        if (at >= _duration)
        {
            return;
        }

        if (_skip > 0)
        {
            _skip--;
            Volatile.Write(ref _skipped, _skipped + 1);
            Volatile.Write(ref _at, _at + _steps);
            return;
        }

        var began = _clock.NowNanoseconds;
        if (_ticks == 0)
        {
            HandOver(_at);
        }

        for (var step = 0; step < _steps; step++)
        {
            var start = (long)Math.Round(_at * _step);
            Show(start);
            _stimulus.Fill(_at, start, _current);
            var bias = (float)_bias;
            for (var n = 0; n < _current.Length; n++)
            {
                _current[n] += bias;
            }

            Array.Clear(_conductance);
            _circuit?.Step(_engine, _current, _conductance, start, step == 0);
            _sources?.Add(_at, start, _current, _conductance);
            _engine.Step(_current, _conductance);
            Volatile.Write(ref _at, _at + 1);
            HandOver(_at);
            foreach (var port in _voltagePorts)
            {
                port.Show(_engine.Voltage, _at, (long)Math.Round(_at * _step));
            }
        }

        if (!isPaused)
        {
            _circuit?.Command(actions);
        }

        var ended = _clock.NowNanoseconds;
        Count(actions, at, began, ended);
    }

    /// <summary>What was done so far; may be asked from any thread.</summary>
    public TickReport Report() => new()
    {
        Ticks = Ticks,
        TickNanoseconds = _tick,
        Overruns = Volatile.Read(ref _overruns),
        Skipped = Volatile.Read(ref _skipped),
        Lost = Volatile.Read(ref _lost),
        WorkNanoseconds = Quantiles(_work),
        LatencyNanoseconds = Quantiles(_latency),
        InputFaults = _engine.InputFaults,
        Stimulus = _stimulus.Counts,
        Conductances = _sources?.Counts,
        Circuit = _circuit?.Circuit.Faults,
        CircuitCommands = _circuit?.CommandsTaken ?? 0,
    };

    private static (long P50, long P99, long P999, long Maximum) Quantiles(LatenessHistogram of) =>
        (of.PercentileNanoseconds(0.5), of.PercentileNanoseconds(0.99), of.PercentileNanoseconds(0.999), of.MaximumNanoseconds);

    private void Count(LoopActions actions, long at, long began, long ended)
    {
        _work.Record(ended - began);
        _latency.Record(ended - actions.ToMonotonic(at));
        Volatile.Write(ref _workNanoseconds, _workNanoseconds + ended - began);
        Volatile.Write(ref _overruns, _overruns + (ended - began > _tick ? 1 : 0));
        Volatile.Write(ref _ticks, _ticks + 1);
    }

    // The spikes between a time, in steps, and the next.
    private void HandOver(long time)
    {
        var next = _engine.NextSpike;
        _timeline.Begin((long)Math.Round(time * _step));
        for (var n = 0; n < next.Length; n++)
        {
            if (next[n] >= 0)
            {
                _timeline.Add((long)Math.Round((time + (double)next[n]) * _step), n);
            }
        }

        _timeline.Sort();
        for (var i = 0; i < _timeline.Count && _timeline[i].TimeNanoseconds < _duration; i++)
        {
            var spike = _timeline[i];
            ref var count = ref _take(spike) ? ref _rendered : ref _lost;
            Volatile.Write(ref count, count + 1);
        }
    }

    // Blocks lie back to back where nothing is left out; where ticks are, the next block begins after them.
    private void Show(long start)
    {
        if (_tap is null)
        {
            return;
        }

        _blockStart = _sample == 0 ? start : _blockStart;
        var voltage = _engine.Voltage;
        for (var n = 0; n < voltage.Length; n++)
        {
            _block[(n * BlockSamples) + _sample] = voltage[n];
        }

        if (++_sample == BlockSamples)
        {
            _sample = 0;
            _tap.Show(_block, _blockStart);
        }
    }
}

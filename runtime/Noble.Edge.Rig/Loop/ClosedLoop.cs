using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>Events in, controllers, safety, stimulus out: the live half of the ring, on the pacer's thread.</summary>
/// <remarks>
/// Everything happens in the order of the loop's own clock, nanoseconds since the experiment's start, which never stands still: events at
/// the moment they were taken in, ticks at multiples of the tick, scheduled changes at their time. What controllers and limits see is that
/// time and not the moment at which the processor came to it, so that the same events give the same answers again in a replay. Hot path:
/// <see cref="Run"/> does not allocate, lock or block.
/// </remarks>
public sealed partial class ClosedLoop : IDisposable
{
    private const long Never = long.MaxValue;
    private const int ReadsPerPort = 64; // between two looks at what else is due

    private readonly LoopOptions _options;
    private readonly IInputPort[] _inputs;
    private readonly IStimulusPort[] _stimuli;
    private readonly IController[] _controllers;
    private readonly SpikeResponse[] _responses;
    private readonly IRigRecorder? _recorder;
    private readonly IMonotonicClock _clock;
    private readonly LoopActions _actions;
    private readonly ChannelGuard[] _guards; // [channel]
    private readonly (ushort Port, int Channel)[] _places; // [channel]: where it is
    private readonly double[] _applied; // [channel]: what the port was last told [nA]
    private readonly StimulusSchedule _schedule;
    private readonly Playback[] _playbacks;
    private readonly LatenessHistogram _reactions = new();
    private readonly long[] _limitHits = new long[5];
    private readonly long _tick; // [ns]
    private readonly long _loopPatience; // [ns]
    private readonly long _hostPatience; // [ns], 0 for none
    private readonly SpikeGate _gate;
    private readonly ITickedPopulation? _population;
    private ISpikeSink? _sink;
    private long _origin = Never; // the loop's time 0 [ns, monotonic clock]
    private long _monotonicNow;
    private long _now; // [ns, the loop's clock]
    private long _nextTick;
    private long _lastTick = -1;
    private long _skippedTo; // the first tick after those that the population left out
    private long _lastRun;
    private long _lastHeartbeat;
    private int _playing;
    private byte _isResponse; // 1 while a response's spike is played: what a recording tells it from the population's by
    private bool _isPaused;
    private int _stopAsked; // a SafeStateCause from another thread, or 0
    private long _ticks;
    private long _lateTicks;
    private long _inputCount;
    private long _stimulusCount;
    private long _stimuliDropped;
    private long _responseCount;
    private long _responsesDropped;
    private long _responseSpikes;
    private long _safeStateNanoseconds;
    private long _longestGap;
    private int _safeState; // a SafeStateCause, or 0

    /// <param name="options">How it runs.</param>
    /// <param name="limits">What may leave at most.</param>
    /// <param name="inputs">Where events come from; an event's source is the place in this list.</param>
    /// <param name="stimuli">Where stimuli go; their channels are counted through in this order.</param>
    /// <param name="controllers">What decides.</param>
    /// <param name="responses">Pre-rendered responses.</param>
    /// <param name="recorder">What takes everything down, or null.</param>
    /// <param name="clock">The machine's clock, or one for tests.</param>
    /// <param name="population">A population that goes on with the ticks, or null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limits do not fit the channels.</exception>
    public ClosedLoop(
        LoopOptions options,
        SafetyLimits limits,
        IReadOnlyList<IInputPort> inputs,
        IReadOnlyList<IStimulusPort> stimuli,
        IReadOnlyList<IController> controllers,
        IReadOnlyList<SpikeResponse> responses,
        IRigRecorder? recorder,
        IMonotonicClock clock,
        ITickedPopulation? population = null)
    {
        (_options, _recorder, _clock, _population) = (options, recorder, clock, population);
        (_inputs, _stimuli, _controllers, _responses) = ([.. inputs], [.. stimuli], [.. controllers], [.. responses]);
        _tick = options.Tick.Ticks * 100;
        _loopPatience = limits.LoopWatchdog.Ticks * 100;
        _hostPatience = limits.HostWatchdog.Ticks * 100;
        _places = [.. _stimuli.SelectMany((port, p) => Enumerable.Range(0, port.ChannelCount).Select(channel => ((ushort)p, channel)))];
        limits.Check(_places.Length);
        _guards = [.. _places.Select(_ => new ChannelGuard(limits, _tick))];
        _applied = new double[_places.Length];
        _schedule = new StimulusSchedule(options.ScheduleCapacity);
        _playbacks = new Playback[options.Playbacks];
        _actions = new LoopActions(this);
        _gate = new SpikeGate(limits.SpikesPerSecond);
        Poll = new InputPoll([.. _inputs.Select(port => port.PollDescriptor).Where(descriptor => descriptor >= 0)]);
    }

    /// <summary>When the loop last ran [ns, monotonic clock]; 0 before it has.</summary>
    public long LastRunNanoseconds => Volatile.Read(ref _lastRun);

    /// <summary>Stimulus channels of all ports.</summary>
    public int ChannelCount => _places.Length;

    /// <summary>Time between ticks [ns].</summary>
    public long TickNanoseconds => _tick;

    /// <summary>Pre-rendered responses.</summary>
    public int ResponseCount => _responses.Length;

    /// <summary>Whether controllers are paused.</summary>
    public bool IsPaused => Volatile.Read(ref _isPaused);

    /// <summary>Spikes of responses so far.</summary>
    internal long ResponseSpikes => Volatile.Read(ref _responseSpikes);

    /// <summary>Waits for the inputs.</summary>
    internal InputPoll Poll { get; }

    /// <summary>Whether the thread should not sleep.</summary>
    internal bool BusyPoll => _options.BusyPoll;

    /// <summary>Whether a command has asked for the experiment's end in order.</summary>
    public bool WasAskedToEnd { get; private set; }

    /// <summary>What flows in a channel [nA].</summary>
    public double Output(int channel) => (uint)channel < (uint)_guards.Length ? _guards[channel].Output : 0;

    /// <summary>Charge of a channel within the window [pC].</summary>
    public double ChargePicocoulombs(int channel) => _guards[channel].ChargePicocoulombs(_now);

    /// <summary>Up to when everything has been done [ns, the loop's clock].</summary>
    internal long Time => _now;

    /// <summary>Where a time of the loop lies on the monotonic clock [ns].</summary>
    internal long ToMonotonic(long timeNanoseconds) => _origin + timeNanoseconds;

    /// <summary>The experiment begins now.</summary>
    /// <param name="sink">Where the spikes of responses go.</param>
    /// <param name="monotonicNow">The loop's time 0 [ns, monotonic clock].</param>
    internal void Start(ISpikeSink sink, long monotonicNow)
    {
        _sink = sink;
        _origin = monotonicNow;
        _lastRun = monotonicNow;
    }

    /// <summary>Does everything that is due.</summary>
    /// <param name="monotonicNow">Now [ns, monotonic clock].</param>
    /// <returns>When there is something to do again [ns, monotonic clock].</returns>
    internal long Run(long monotonicNow)
    {
        if (_origin == Never)
        {
            return Never;
        }

        _monotonicNow = monotonicNow;
        var now = monotonicNow - _origin;
        var gap = monotonicNow - _lastRun;
        Volatile.Write(ref _lastRun, monotonicNow);
        _longestGap = Math.Max(_longestGap, gap);
        if (SafeState is null)
        {
            Watch(gap, now);
        }

        ReadInputs(now);
        AdvanceTo(now);
        return SafeState is null ? _origin + NextDue() : Never;
    }

    /// <summary>What was done so far.</summary>
    public LoopReport Report() => new()
    {
        Ticks = _ticks,
        LateTicks = _lateTicks,
        Inputs = _inputCount,
        Stimuli = _stimulusCount,
        StimuliDropped = _stimuliDropped,
        Responses = _responseCount,
        ResponsesDropped = _responsesDropped,
        ResponseSpikes = _responseSpikes,
        LimitHits = _limitHits[1..],
        SafeState = SafeState,
        SafeStateNanoseconds = _safeStateNanoseconds,
        ReactionNanoseconds = (_reactions.PercentileNanoseconds(0.5), _reactions.PercentileNanoseconds(0.99), _reactions.PercentileNanoseconds(0.999), _reactions.MaximumNanoseconds),
        LongestGapNanoseconds = _longestGap,
    };

    /// <summary>Closes what the loop waits on.</summary>
    public void Dispose() => Poll.Dispose();

    private long NextDue()
    {
        var next = Math.Min(_nextTick, _schedule.NextDue);
        for (var p = 0; p < _playing; p++)
        {
            next = Math.Min(next, NextSpike(_playbacks[p]));
        }

        return next;
    }

    /// <summary>Ticks, scheduled changes and spikes of responses up to a time, in its order.</summary>
    internal void AdvanceTo(long time)
    {
        while (!IsStopping)
        {
            var next = NextDue();
            if (next > time)
            {
                break;
            }

            SkipTicks(next, time);
            _now = Math.Max(_now, next);
            if (_schedule.NextDue == next)
            {
                var change = _schedule.Take();
                Ask(next, change.Channel, change.Nanoamperes);
            }
            else if (_nextTick == next)
            {
                Tick(next, time);
            }
            else
            {
                PlayDue(next, time);
            }
        }

        // Where the loop was stopped it stays: what the record of that says is when nothing happened any more.
        if (!IsStopping)
        {
            _now = Math.Max(_now, time);
        }
    }

    private void Tick(long at, long until)
    {
        (_lastTick, _nextTick) = (at, at + _tick);
        _ticks++;
        _lateTicks += until - at > _tick ? 1 : 0;
        for (var channel = 0; channel < _guards.Length; channel++)
        {
            var output = _guards[channel].Tick(at, out var hit);
            PutOut(at, channel, output, _guards[channel].Target, hit);
        }

        _actions.NowNanoseconds = at;
        _population?.OnTick(_actions, _isPaused);
        if (_isPaused)
        {
            return;
        }

        for (var c = 0; c < _controllers.Length; c++)
        {
            _actions.Controller = (ushort)c;
            _controllers[c].OnTick(_actions);
        }
    }

    // Said once everything of the last tick's moment has been done, and before anything later: there a replay does it, too.
    private void SkipTicks(long next, long until)
    {
        if (_population is not null && _lastTick >= 0 && next > _lastTick && _nextTick >= _skippedTo && until - _nextTick > _population.LongestBehindNanoseconds)
        {
            var ticks = (until - _nextTick) / _tick;
            _skippedTo = _nextTick + (ticks * _tick);
            TakeIn(new InputEvent(_now, InputKind.Skipped, 0, (int)Math.Min(ticks, int.MaxValue), 0));
        }
    }

    private void PlayDue(long at, long until)
    {
        for (var p = 0; p < _playing; p++)
        {
            ref var playback = ref _playbacks[p];
            if (NextSpike(playback) != at)
            {
                continue;
            }

            var spikes = _responses[playback.Response].Spikes;
            _responseSpikes++;
            _isResponse = 1;
            _sink!.Play(new SpikeEvent(at, spikes[playback.Next].Neuron), until - at, _monotonicNow);
            _isResponse = 0;
            if (++playback.Next == spikes.Length)
            {
                playback = _playbacks[--_playing];
            }

            return;
        }
    }

    private long NextSpike(in Playback playback) => playback.Start + _responses[playback.Response].Spikes[playback.Next].TimeNanoseconds;

    private void Record(in RigRecord record) => _recorder?.Record(record);
}

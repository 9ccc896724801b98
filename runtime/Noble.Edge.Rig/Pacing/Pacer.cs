using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>
/// Lets every spike go at its moment: waits on the experiment clock, calls the immediate ports, fills the batched
/// ports' rings, and counts what was late or dropped.
/// </summary>
/// <remarks>
/// Spikes come from one producing thread in the order of time (<see cref="TryPush"/>). The producer says up to when
/// all spikes are in (<see cref="AdvanceHorizon"/>); where the clock reaches that horizon, it is held there until the
/// horizon moves on, and an underrun is counted. Hot path: <see cref="Step"/> does not allocate, lock or do I/O.
/// </remarks>
public sealed partial class Pacer : ISpikeSink
{
    private const long Never = long.MaxValue;

    // While the clock is held, the horizon is looked at this often; asleep in between, for the renderer needs the processor.
    private const long HeldPollNanoseconds = 500_000;

    private readonly ExperimentClock _clock;
    private readonly PacerOptions _options;
    private readonly IImmediatePort[] _immediate;
    private readonly long[] _immediateAccepted;
    private readonly long[] _immediateDropped;
    private readonly BatchedPortRunner[] _batched;
    private readonly ClosedLoop? _loop;
    private readonly bool _sleepsOnInputs; // the loop's inputs end a sleep
    private readonly SpscRing<SpikeEvent> _input;
    private readonly LatenessHistogram _lateness = new();
    private readonly long _lateAfter; // [ns]
    private readonly SpinMargin _spin;
    private readonly BusyShare _busy = new();
    private readonly long _longestSleep; // [ns]
    private long _horizon; // all spikes before this experiment time are in [ns]
    private long _end = Never; // the experiment ends here [ns]
    private bool _stopRequested;
    private long _played;
    private long _late;
    private long _underruns;
    private long _withheld;
    private long _slept; // [ns]
    private long _endedAt; // [ns, experiment clock]

    /// <param name="clock">The experiment clock; the pacer starts, holds and releases it.</param>
    /// <param name="options">How to pace.</param>
    /// <param name="immediate">Ports that are called at a spike's moment, in this order.</param>
    /// <param name="batched">Ports that collect.</param>
    /// <param name="loop">The closed loop that runs on the same thread, or null.</param>
    public Pacer(
        ExperimentClock clock,
        PacerOptions options,
        IReadOnlyList<IImmediatePort> immediate,
        IReadOnlyList<BatchedPortRunner> batched,
        ClosedLoop? loop = null)
    {
        _clock = clock;
        _loop = loop;
        _sleepsOnInputs = loop is not null && clock.Monotonic is MonotonicClock;
        _options = options;
        _immediate = [.. immediate];
        _immediateAccepted = new long[_immediate.Length];
        _immediateDropped = new long[_immediate.Length];
        _batched = [.. batched];
        _input = new SpscRing<SpikeEvent>(options.InputCapacity);
        _lateAfter = options.LateAfter.Ticks * 100;
        _spin = new SpinMargin(options.Spin.Ticks * 100);
        _longestSleep = options.LongestSleep.Ticks * 100;
        _scheduledOf = Scheduled(_immediate);
        _decisions = new byte[_input.Capacity];
        _lookAhead = _scheduledOf.Max(port => port?.LookAheadNanoseconds) ?? 0;
    }

    /// <summary>Spikes played.</summary>
    public long Played => Volatile.Read(ref _played);

    /// <summary>Spikes that were played late.</summary>
    public long Late => Volatile.Read(ref _late);

    /// <summary>How late the spikes were, so far.</summary>
    public LatenessHistogram Lateness => _lateness;

    /// <summary>Spikes dropped, summed over the ports.</summary>
    public long Dropped
    {
        get
        {
            var dropped = 0L;
            for (var i = 0; i < _immediate.Length; i++)
            {
                dropped += Volatile.Read(ref _immediateDropped[i]);
            }

            foreach (var runner in _batched)
            {
                dropped += runner.Dropped;
            }

            return dropped;
        }
    }

    /// <summary>Spikes that the safety limits kept from leaving.</summary>
    public long Withheld => Volatile.Read(ref _withheld);

    /// <summary>How often the clock was held.</summary>
    public long Underruns => Volatile.Read(ref _underruns);

    /// <summary>Producer: hands over a spike, not earlier than the last one; false where the buffer is full.</summary>
    public bool TryPush(in SpikeEvent spike) => _input.TryPush(spike);

    /// <summary>Producer: all spikes before this experiment time [ns] are in.</summary>
    public void AdvanceHorizon(long experimentNanoseconds) => Volatile.Write(ref _horizon, experimentNanoseconds);

    /// <summary>Producer: all spikes are in, and the experiment ends at this time [ns].</summary>
    public void Complete(long endNanoseconds)
    {
        Volatile.Write(ref _end, endNanoseconds);
        Volatile.Write(ref _horizon, endNanoseconds);
    }

    /// <summary>Any thread: what is due now is still played, then the pacer ends.</summary>
    public void RequestStop() => Volatile.Write(ref _stopRequested, true);

    /// <summary>Plays what is due, or waits for what is next.</summary>
    /// <returns>False when the experiment has ended.</returns>
    public bool Step()
    {
        if (Volatile.Read(ref _stopRequested))
        {
            End();
            return false;
        }

        var monotonicNow = _clock.Monotonic.NowNanoseconds;
        var due = RunDuePorts(monotonicNow);
        if (_loop is not null)
        {
            due = Math.Min(due, _loop.Run(monotonicNow));
            if (_loop.AskedSafeState is { } cause)
            {
                _loop.EnterSafeState(cause, _immediate);
                _endedAt = _clock.HasStarted ? Math.Min(_clock.NowNanoseconds, Volatile.Read(ref _end)) : 0;
                return false;
            }

            if (_loop.WasAskedToEnd)
            {
                RequestStop();
                return true;
            }
        }

        // The horizon is read before the ring: a spike pushed in between is then merely seen early, never missed.
        var horizon = Volatile.Read(ref _horizon);
        var now = _clock.NowNanoseconds;
        var hasSpike = _input.TryPeek(out var spike);
        if (_clock.IsHeld)
        {
            if (!hasSpike && horizon <= now)
            {
                Wait(due, monotonicNow + HeldPollNanoseconds);
                return true;
            }

            _clock.Release();
            now = _clock.NowNanoseconds;
        }

        due = Math.Min(due, GiveAhead(now, horizon));
        if (hasSpike && spike.TimeNanoseconds <= now)
        {
            Play(spike, now, monotonicNow);
            _input.Drop();
            return true;
        }

        var next = hasSpike ? spike.TimeNanoseconds : horizon;
        if (!hasSpike && now >= horizon)
        {
            if (horizon >= Volatile.Read(ref _end))
            {
                End();
                return false;
            }

            _clock.HoldAt(horizon);
            Volatile.Write(ref _underruns, _underruns + 1);
            return true;
        }

        Wait(Math.Min(due, _clock.ToMonotonic(next)), monotonicNow + _longestSleep);
        return true;
    }

    /// <summary>What was done so far.</summary>
    public PacerReport Report() => new()
    {
        Played = Played,
        Late = Late,
        LatenessP50Nanoseconds = _lateness.PercentileNanoseconds(0.5),
        LatenessP99Nanoseconds = _lateness.PercentileNanoseconds(0.99),
        LatenessP999Nanoseconds = _lateness.PercentileNanoseconds(0.999),
        LatenessMaximumNanoseconds = _lateness.MaximumNanoseconds,
        Underruns = Underruns,
        Withheld = Withheld,
        FromResponses = _loop?.ResponseSpikes ?? 0,
        HeldNanoseconds = _clock.HeldNanoseconds,
        EndedAtNanoseconds = _endedAt,
        SleptNanoseconds = Volatile.Read(ref _slept),
        Ports =
        [
            .. _immediate.Select((port, i) => new PortCount(port.Name, _immediateAccepted[i], _immediateDropped[i])),
            .. _batched.Select(runner => new PortCount(runner.Name, runner.Delivered, runner.Dropped)),
        ],
        Facts = Facts,
    };

    // Returns when the ports next have something to do, on the monotonic clock.
    private long RunDuePorts(long monotonicNow)
    {
        var next = Never;
        foreach (var port in _immediate)
        {
            if (port.NextDueNanoseconds <= monotonicNow)
            {
                port.RunDue(monotonicNow);
            }

            next = Math.Min(next, port.NextDueNanoseconds);
        }

        return next;
    }

    // Sleeps to shortly before the moment and spins the rest; a moment that is further away than the latest is only
    // slept towards.
    private void Wait(long moment, long latest)
    {
        var early = moment - _spin.Nanoseconds;
        var sleepUntil = Math.Min(early, latest);
        var before = _clock.Monotonic.NowNanoseconds;
        if (_loop?.BusyPoll is true)
        {
            Rest(early, before);
            return;
        }

        if (sleepUntil > before)
        {
            var isWoken = Sleep(sleepUntil, before);
            var after = _clock.Monotonic.NowNanoseconds;
            Volatile.Write(ref _slept, _slept + after - before);
            _busy.HasRested(after - before, after);
            if (isWoken)
            {
                return;
            }

            _spin.Learn(after - sleepUntil);
        }
        else
        {
            // Spikes that come closer than a sleep takes leave the thread no pause of its own.
            Rest(early, before);
        }

        if (early <= latest)
        {
            Spin(moment);
        }
    }

    // The kernel takes a twentieth of each second from a real-time thread that never sleeps, all at once; this gives it in small pieces.
    private void Rest(long until, long now)
    {
        if (!Facts.IsRealtime || _busy.RestNanoseconds(until, now) is var rest && rest == 0)
        {
            return;
        }

        Sleep(now + rest, now);
        var after = _clock.Monotonic.NowNanoseconds;
        _busy.HasRested(after - now, after);
        Volatile.Write(ref _slept, _slept + after - now);
    }

    // Returns whether an input ended the sleep.
    private bool Sleep(long until, long now)
    {
        if (_sleepsOnInputs)
        {
            return _loop!.Poll.Wait(until - now);
        }

        _clock.Monotonic.SleepUntil(until);
        return false;
    }

    private void Spin(long moment)
    {
        if (!_sleepsOnInputs || !_loop!.Poll.HasInputs)
        {
            _clock.Monotonic.SpinUntil(moment);
            return;
        }

        while (_clock.Monotonic.NowNanoseconds < moment && !_loop.Poll.IsReady())
        {
        }
    }

    private void End()
    {
        var now = _clock.HasStarted ? Math.Min(_clock.NowNanoseconds, Volatile.Read(ref _end)) : 0;
        _endedAt = now;
        while (_clock.HasStarted && _input.TryPeek(out var spike) && spike.TimeNanoseconds <= now)
        {
            Play(spike, now, _clock.Monotonic.NowNanoseconds);
            _input.Drop();
        }

        WithdrawAhead(now);

        // A pulse that has begun keeps its width.
        for (var due = RunDuePorts(_clock.Monotonic.NowNanoseconds); due != Never; due = RunDuePorts(_clock.Monotonic.NowNanoseconds))
        {
            _clock.Monotonic.SleepUntil(due);
        }

        _loop?.EnterSafeState(SafeStateCause.End, _immediate);
    }
}

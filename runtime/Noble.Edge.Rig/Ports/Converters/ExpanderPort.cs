using System.Numerics;
using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>A pulse on a line of a port expander for each spike, by a thread of the port's own.</summary>
/// <remarks>
/// All spikes that wait are one write of the bus. A spike that finds its line still active ends that pulse and begins its own, two writes.
/// A pulse lasts from the return of the write that began it, so that it is never shorter than its width. Hot path: <see cref="Emit"/> and
/// <see cref="EnterSafeState"/> do not block, allocate or throw.
/// </remarks>
public sealed class ExpanderPort : IImmediatePort, IStoppingPort, IDisposable
{
    private readonly IDigitalExpander _expander;
    private readonly IMonotonicClock _clock;
    private readonly int[] _lineOfNeuron; // [neuron]
    private readonly SpscRing<(int Line, long Time)> _waiting;
    private readonly FallingEdges _falling = new(32);
    private readonly BusThread _thread;
    private readonly BusHealth _health;
    private readonly TimeSpan _stopTimeout;
    private readonly long _pulseWidth; // [ns]
    private readonly long _retry; // [ns]
    private readonly uint _rest;
    private uint _active; // bit n: line n is active; thread's
    private bool _isSettled = true; // whether the lines have the levels of _active
    private bool _safeAsked;
    private bool _isSafe;
    private long _pulses;
    private long _retriggered;
    private long _unmapped;
    private long _dropped;

    /// <summary>Takes the lines as outputs, at rest, and starts the thread.</summary>
    /// <param name="expander">The expander; closed with this.</param>
    /// <param name="options">Lines and pulse.</param>
    /// <param name="clock">The clock of the pacer; default the machine's.</param>
    /// <exception cref="ArgumentOutOfRangeException">The expander has no such line.</exception>
    /// <exception cref="ConverterException">It does not answer.</exception>
    public ExpanderPort(IDigitalExpander expander, ExpanderPortOptions options, IMonotonicClock? clock = null)
        : this(expander, options, clock ?? MonotonicClock.Instance, startsThread: true)
    {
    }

    internal ExpanderPort(IDigitalExpander expander, ExpanderPortOptions options, IMonotonicClock clock, bool startsThread)
    {
        (_expander, _clock, Name, _stopTimeout) = (expander, clock, options.Name, options.StopTimeout);
        (_pulseWidth, _retry, _rest) = (options.PulseWidth.Ticks * 100, options.RetryInterval.Ticks * 100, options.Rest);
        _lineOfNeuron = [.. options.LineOfNeuron];
        _waiting = new SpscRing<(int Line, long Time)>(options.BufferCapacity);
        _health = new BusHealth(options.ErrorsInARow);
        RestNow(expander, options);
        _thread = new BusThread(clock, Pass);
        if (startsThread)
        {
            _thread.Start(Name);
        }
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <summary>From a spike to the return of the bus call that began its pulse.</summary>
    public LatenessHistogram Latency { get; } = new();

    /// <summary>Pulses begun.</summary>
    public long Pulses => Volatile.Read(ref _pulses);

    /// <summary>Pulses whose line was still active from the pulse before.</summary>
    public long Retriggered => Volatile.Read(ref _retriggered);

    /// <summary>Spikes of neurons that have no line.</summary>
    public long Unmapped => Volatile.Read(ref _unmapped);

    /// <summary>Spikes that were refused, or taken and then not put out because the safe state came first.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Calls that the bus failed.</summary>
    public long BusErrors => _health.Errors;

    /// <summary>What the last of them said, or null.</summary>
    public string? LastError => _health.LastError;

    /// <summary>Whether the port has given the bus up.</summary>
    public bool HasFailed => _health.HasFailed;

    /// <summary>Whether every line is at rest because the safe state was asked for.</summary>
    public bool IsSafe => Volatile.Read(ref _isSafe);

    /// <summary>Nothing is due on the pacer's thread.</summary>
    public long NextDueNanoseconds => long.MaxValue;

    /// <inheritdoc />
    public void StopWith(Action requestSafeState) => _health.Tell(requestSafeState);

    /// <summary>Takes the lines as outputs, at rest; also for whoever makes the outputs safe from outside.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The expander has no such line.</exception>
    /// <exception cref="ConverterException">It does not answer.</exception>
    public static void RestNow(IDigitalExpander expander, ExpanderPortOptions options)
    {
        if (options.LineOfNeuron.DefaultIfEmpty().Max() is var highest && highest >= expander.LineCount)
        {
            throw new ArgumentOutOfRangeException(null, $"{options.Name}: expander line {highest}: expected 0 to {expander.LineCount - 1}");
        }

        try
        {
            expander.Configure(options.Outputs, options.Rest);
        }
        catch (IOException error)
        {
            throw new ConverterException($"{options.Name}: the expander does not answer: {error.Message}", error);
        }
    }

    /// <inheritdoc />
    public bool Emit(in SpikeEvent spike, long nowNanoseconds)
    {
        if (Volatile.Read(ref _safeAsked) || HasFailed)
        {
            return Drop();
        }

        var line = (uint)spike.Neuron < (uint)_lineOfNeuron.Length ? _lineOfNeuron[spike.Neuron] : ExpanderPortOptions.NoLine;
        if (line == ExpanderPortOptions.NoLine)
        {
            Volatile.Write(ref _unmapped, _unmapped + 1);
            return true;
        }

        if (!_waiting.TryPush((line, nowNanoseconds)))
        {
            return Drop();
        }

        _thread.Wake();
        return true;
    }

    /// <inheritdoc />
    public void RunDue(long nowNanoseconds)
    {
    }

    /// <inheritdoc />
    public void EnterSafeState()
    {
        Volatile.Write(ref _isSafe, false);
        Volatile.Write(ref _safeAsked, true);
        _thread.Wake();
    }

    /// <summary>Writes the rest levels, and closes the expander. Where the bus does not come back in time, it is left to the thread.</summary>
    public void Dispose()
    {
        EnterSafeState();
        if (_thread.Stop(_stopTimeout))
        {
            for (var attempt = 0; !IsSafe && attempt < 10; attempt++)
            {
                Pass();
            }

            _expander.Dispose();
            _thread.Dispose();
        }
    }

    /// <summary>The port's thread: begins the pulses that wait, ends those that are due.</summary>
    /// <returns>When it has to be called again unasked [ns].</returns>
    internal long Pass()
    {
        if (Volatile.Read(ref _safeAsked) || HasFailed)
        {
            return MakeSafe();
        }

        var now = _clock.NowNanoseconds;
        while (_falling.NextDue <= now)
        {
            End(_falling.NextLine);
        }

        // A line that has to go up again goes down first; a line twice among those that wait is two pulses, one a pass.
        var begun = 0u;
        var again = 0u;
        var count = 0;
        Span<long> times = stackalloc long[32];
        while (_waiting.TryPeek(out var spike) && (begun >> spike.Line & 1) == 0)
        {
            begun |= 1u << spike.Line;
            again |= _active & (1u << spike.Line);
            times[count++] = spike.Time;
            _waiting.Drop();
        }

        for (var rest = again; rest != 0; rest &= rest - 1)
        {
            End(BitOperations.TrailingZeroCount(rest));
        }

        // Between the two writes a line that goes up again has to be down: the first may not be left out.
        if (!_isSettled && !Write())
        {
            Lose(count);
            return _clock.NowNanoseconds + _retry;
        }

        if (begun != 0 && !Begin(begun, again, times[..count]))
        {
            return _clock.NowNanoseconds + _retry;
        }

        return _waiting.Count > 0 ? 0 : _falling.NextDue;
    }

    private bool Begin(uint lines, uint again, ReadOnlySpan<long> times)
    {
        _active |= lines;
        _isSettled = false;
        var isWritten = Write();
        if (!isWritten)
        {
            // What the lines did is not known; they go to rest with the next write.
            _active &= ~lines;
            Lose(times.Length);
            return false;
        }

        var now = _clock.NowNanoseconds;
        for (var rest = lines; rest != 0; rest &= rest - 1)
        {
            _falling.Schedule(BitOperations.TrailingZeroCount(rest), now + _pulseWidth);
        }

        foreach (var time in times)
        {
            Latency.Record(now - time);
        }

        Volatile.Write(ref _pulses, _pulses + times.Length);
        Volatile.Write(ref _retriggered, _retriggered + BitOperations.PopCount(again));
        return true;
    }

    private void End(int line)
    {
        _falling.Remove(line);
        _active &= ~(1u << line);
        _isSettled = false;
    }

    private long MakeSafe()
    {
        while (_waiting.TryPeek(out _))
        {
            _waiting.Drop();
            Lose(1);
        }

        if (IsSafe)
        {
            return long.MaxValue;
        }

        while (_falling.NextDue != long.MaxValue)
        {
            End(_falling.NextLine);
        }

        Volatile.Write(ref _isSafe, true); // before the write: a request that comes during it must not be lost
        if (Write())
        {
            return IsSafe ? long.MaxValue : 0;
        }

        Volatile.Write(ref _isSafe, false);
        return _clock.NowNanoseconds + _retry;
    }

#pragma warning disable CA1031 // Whatever a driver throws is a bus error, and never the end of the process.
    private bool Write()
    {
        try
        {
            _expander.Write(_rest ^ _active);
            _isSettled = true;
            _health.Good();
            return true;
        }
        catch (Exception error)
        {
            _health.Bad(error);
            return false;
        }
    }
#pragma warning restore CA1031

    private void Lose(int count) => Interlocked.Add(ref _dropped, count);

    private bool Drop()
    {
        Lose(1);
        return false;
    }
}

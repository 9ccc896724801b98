namespace Noble.Edge.Rig;

/// <summary>Currents for an amplifier's command input, through a digital-to-analogue converter.</summary>
/// <remarks>
/// A current becomes a voltage and waits in its channel's mailbox; a thread of the port's own writes it, so that a slow bus delays the
/// output and never the loop. A value that a newer one overtakes is not written. A current that the converter cannot put out is refused and
/// its channel goes to rest: to keep the current before it for an unknown time would be worse. The safe state goes before everything: the
/// thread finishes the write that it is in, then writes every rest value, again until the bus takes it. Hot path: <see cref="Apply"/> and
/// <see cref="EnterSafeState"/> do not block, allocate or throw.
/// </remarks>
public sealed class ConverterStimulusPort : IStimulusPort, IStoppingPort, IDisposable
{
    private const long Idle = long.MaxValue;

    private readonly IAnalogOutput _output;
    private readonly IMonotonicClock _clock;
    private readonly StimulusChannel[] _channels;
    private readonly LatestValue[] _mailboxes; // [channel]
    private readonly BusThread _thread;
    private readonly BusHealth _health;
    private readonly TimeSpan _stopTimeout;
    private readonly long _retry; // [ns]
    private readonly long _stall; // [ns]
    private int _next; // channel at which the next pass begins, so that no channel starves another
    private long _busySince = Idle; // [ns], while a call of the bus is under way
    private int _safeAsked;
    private int _safeDone;
    private long _safeAskedAt; // [ns]
    private long _safeLongest; // [ns]
    private long _written;
    private long _overtaken;
    private long _refused;
    private long _outOfRange;

    /// <summary>Writes the rest values, and starts the thread.</summary>
    /// <param name="output">The converter; closed with this.</param>
    /// <param name="options">Channels and scales.</param>
    /// <param name="clock">The clock of the pacer; default the machine's.</param>
    /// <exception cref="ArgumentOutOfRangeException">The converter has no such channel, or cannot put a rest value out.</exception>
    /// <exception cref="ConverterException">The rest values cannot be written.</exception>
    public ConverterStimulusPort(IAnalogOutput output, ConverterStimulusOptions options, IMonotonicClock? clock = null)
        : this(output, options, clock ?? MonotonicClock.Instance, startsThread: true)
    {
    }

    internal ConverterStimulusPort(IAnalogOutput output, ConverterStimulusOptions options, IMonotonicClock clock, bool startsThread)
    {
        (_output, _clock, _channels, Name, _stopTimeout) = (output, clock, [.. options.Channels], options.Name, options.StopTimeout);
        (_retry, _stall) = (options.RetryInterval.Ticks * 100, options.StallTimeout.Ticks * 100);
        _mailboxes = [.. _channels.Select(_ => new LatestValue())];
        _health = new BusHealth(options.ErrorsInARow);
        RestNow(output, options);
        _thread = new BusThread(clock, Pass);
        if (startsThread)
        {
            _thread.Start(Name);
        }
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <inheritdoc />
    public int ChannelCount => _channels.Length;

    /// <summary>From a command to the return of the bus call that put it out; rest values of the safe state are not in it.</summary>
    public LatenessHistogram Latency { get; } = new();

    /// <summary>Commands written.</summary>
    public long Written => Volatile.Read(ref _written);

    /// <summary>Commands that a newer one overtook before the bus was free.</summary>
    public long Overtaken => Volatile.Read(ref _overtaken);

    /// <summary>Commands refused, for whatever reason.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Those of them that the converter could not put out.</summary>
    public long OutOfRange => Volatile.Read(ref _outOfRange);

    /// <summary>Calls that the bus failed.</summary>
    public long BusErrors => _health.Errors;

    /// <summary>What the last of them said, or null.</summary>
    public string? LastError => _health.LastError;

    /// <summary>Whether the port has given the bus up: too many errors in a row, or a call that does not return.</summary>
    public bool HasFailed => _health.HasFailed;

    /// <summary>Whether every channel is at rest because the safe state was asked for.</summary>
    public bool IsSafe => Volatile.Read(ref _safeAsked) is var asked && asked > 0 && Volatile.Read(ref _safeDone) == asked;

    /// <summary>The longest that it took from <see cref="EnterSafeState"/> to the last channel's rest value [ns]; 0 before the first.</summary>
    public long LongestSafeStateNanoseconds => Volatile.Read(ref _safeLongest);

    /// <inheritdoc />
    public void StopWith(Action requestSafeState) => _health.Tell(requestSafeState);

    /// <summary>The currents that a channel can put out [nA].</summary>
    /// <param name="output">The converter.</param>
    /// <param name="channel">The channel.</param>
    public static (double Minimum, double Maximum) Range(IAnalogOutput output, StimulusChannel channel)
    {
        var low = (output.MinimumVolts - channel.RestVolts) * channel.NanoamperesPerVolt;
        var high = (output.MaximumVolts - channel.RestVolts) * channel.NanoamperesPerVolt;
        return (Math.Min(low, high), Math.Max(low, high));
    }

    /// <summary>Writes the rest value of every channel, for whoever makes the outputs safe from outside.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The converter has no such channel, or cannot put a rest value out.</exception>
    /// <exception cref="ConverterException">A rest value cannot be written; the channels after it were tried too.</exception>
    public static void RestNow(IAnalogOutput output, ConverterStimulusOptions options)
    {
        foreach (var channel in options.Channels)
        {
            if (channel.Output >= output.ChannelCount)
            {
                throw new ArgumentOutOfRangeException(null, $"{options.Name}: converter channel {channel.Output}: expected 0 to {output.ChannelCount - 1}");
            }

            if (channel.RestVolts < output.MinimumVolts || channel.RestVolts > output.MaximumVolts)
            {
                throw new ArgumentOutOfRangeException(
                    null, $"{options.Name}: rest value {channel.RestVolts} V of channel {channel.Output}: expected {output.MinimumVolts} to {output.MaximumVolts} V");
            }
        }

        Exception? error = null;
        foreach (var channel in options.Channels)
        {
            for (var attempt = 0; attempt < options.ErrorsInARow && TryWrite(output, channel, channel.RestVolts) is { } failed; attempt++)
            {
                error = attempt == options.ErrorsInARow - 1 ? failed : error;
            }
        }

        if (error is not null)
        {
            throw new ConverterException($"{options.Name}: the rest value cannot be written: {error.Message}", error);
        }
    }

    /// <inheritdoc />
    public bool Apply(int channel, double nanoamperes, long nowNanoseconds)
    {
        if (Volatile.Read(ref _safeAsked) > 0 || HasFailed || (uint)channel >= (uint)_channels.Length || IsStalled(nowNanoseconds))
        {
            return Refuse();
        }

        var volts = _channels[channel].Volts(nanoamperes);
        var isPossible = volts >= _output.MinimumVolts && volts <= _output.MaximumVolts; // not so for what is not a number
        _mailboxes[channel].Put(isPossible ? volts : _channels[channel].RestVolts, nowNanoseconds);
        _thread.Wake();
        if (isPossible)
        {
            return true;
        }

        Volatile.Write(ref _outOfRange, _outOfRange + 1);
        return Refuse();
    }

    /// <inheritdoc />
    public void EnterSafeState()
    {
        Interlocked.CompareExchange(ref _safeAskedAt, _clock.NowNanoseconds, 0);
        Interlocked.Increment(ref _safeAsked);
        _thread.Wake();
    }

    /// <summary>Writes the rest values, and closes the converter. Where the bus does not come back in time, it is left to the thread.</summary>
    public void Dispose()
    {
        EnterSafeState();
        if (_thread.Stop(_stopTimeout))
        {
            // The thread may have seen the end before the request, and an error is not the last word.
            for (var attempt = 0; !IsSafe && attempt < 10; attempt++)
            {
                Pass();
            }

            _output.Dispose();
            _thread.Dispose();
        }
    }

    /// <summary>The port's thread: writes what waits.</summary>
    /// <returns>When it has to be called again unasked [ns].</returns>
    internal long Pass()
    {
        if (Volatile.Read(ref _safeAsked) != _safeDone)
        {
            return MakeSafe();
        }

        // For good: what still waits in the mailboxes must not come after the rest values.
        if (_safeDone > 0)
        {
            return long.MaxValue;
        }

        if (HasFailed)
        {
            // Nobody may be there to hear of it.
            EnterSafeState();
            return 0;
        }

        for (var i = 0; i < _channels.Length; i++)
        {
            var channel = (_next + i) % _channels.Length;
            if (!_mailboxes[channel].TryTake(out var volts, out var time, out var overtaken))
            {
                continue;
            }

            Volatile.Write(ref _overtaken, _overtaken + overtaken);
            if (!WriteUntilTaken(channel, volts, time))
            {
                return 0;
            }
        }

        _next = (_next + 1) % _channels.Length;
        return long.MaxValue;
    }

#pragma warning disable CA1031 // Whatever a driver throws is a bus error: counted, retried, and never the end of the process.
    private static Exception? TryWrite(IAnalogOutput output, StimulusChannel channel, double volts)
    {
        try
        {
            output.Write(channel.Output, volts);
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }
#pragma warning restore CA1031

    // Tries until the bus takes it, something newer is there, or the safe state is wanted. False: look at everything anew.
    private bool WriteUntilTaken(int channel, double volts, long time)
    {
        while (!WriteOnce(channel, volts))
        {
            if (HasFailed || Volatile.Read(ref _safeAsked) > 0)
            {
                return false;
            }

            _clock.SleepUntil(_clock.NowNanoseconds + _retry);
            if (_mailboxes[channel].TryTake(out var newer, out var newerTime, out var overtaken))
            {
                Volatile.Write(ref _overtaken, _overtaken + overtaken + 1);
                (volts, time) = (newer, newerTime);
            }
        }

        Latency.Record(_clock.NowNanoseconds - time);
        Volatile.Write(ref _written, _written + 1);
        return Volatile.Read(ref _safeAsked) == 0;
    }

    private long MakeSafe()
    {
        var asked = Volatile.Read(ref _safeAsked);
        var isDone = true;
        for (var channel = 0; channel < _channels.Length; channel++)
        {
            isDone &= WriteOnce(channel, _channels[channel].RestVolts);
        }

        if (!isDone)
        {
            return _clock.NowNanoseconds + _retry;
        }

        var took = _clock.NowNanoseconds - Interlocked.Exchange(ref _safeAskedAt, 0);
        Volatile.Write(ref _safeLongest, Math.Max(_safeLongest, took));
        Volatile.Write(ref _safeDone, asked);
        return asked == Volatile.Read(ref _safeAsked) ? long.MaxValue : 0;
    }

    private bool WriteOnce(int channel, double volts)
    {
        Volatile.Write(ref _busySince, _clock.NowNanoseconds);
        var error = TryWrite(_output, _channels[channel], volts);
        Volatile.Write(ref _busySince, Idle);
        if (error is null)
        {
            _health.Good();
            return true;
        }

        _health.Bad(error);
        return false;
    }

    private bool IsStalled(long now)
    {
        if (Volatile.Read(ref _busySince) is var since && (since == Idle || now - since < _stall))
        {
            return false;
        }

        _health.Fail();
        return true;
    }

    private bool Refuse()
    {
        Volatile.Write(ref _refused, _refused + 1);
        return false;
    }
}

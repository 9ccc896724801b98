namespace Noble.Edge.Rig;

/// <summary>An input port that asks a bus at an interval, on a thread of its own. Converter and expander inputs derive from it.</summary>
/// <remarks>Hot path: <see cref="TryRead"/> does not allocate, block or throw.</remarks>
public abstract class SampledInput : IInputPort, IStoppingPort, IDisposable
{
    private readonly InputQueue _queue;
    private readonly BusThread _thread;
    private readonly BusHealth _health;
    private readonly IDisposable _device;
    private readonly long _interval; // [ns]
    private readonly TimeSpan _stopTimeout;
    private long _next; // [ns]
    private long _rounds;
    private long _missed;
    private long _lost;

    private protected SampledInput(string name, IDisposable device, IMonotonicClock clock, TimeSpan interval, int capacity, int errorsInARow, TimeSpan stopTimeout)
    {
        (Name, _device, Clock, _stopTimeout) = (name, device, clock, stopTimeout);
        _interval = interval.Ticks * 100;
        _queue = new InputQueue(capacity);
        _health = new BusHealth(errorsInARow);
        _thread = new BusThread(clock, Pass);
        _next = clock.NowNanoseconds;
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <inheritdoc />
    public int PollDescriptor => _queue.Descriptor;

    /// <summary>Rounds done: each asks every channel once.</summary>
    public long Rounds => Volatile.Read(ref _rounds);

    /// <summary>Rounds left out because the one before took longer than the interval.</summary>
    public long Missed => Volatile.Read(ref _missed);

    /// <summary>Events that found the buffer full.</summary>
    public long Lost => Volatile.Read(ref _lost);

    /// <summary>Calls that the bus failed.</summary>
    public long BusErrors => _health.Errors;

    /// <summary>What the last of them said, or null.</summary>
    public string? LastError => _health.LastError;

    /// <summary>Whether there were too many errors in a row; it stays so.</summary>
    public bool HasFailed => _health.HasFailed;

    private protected IMonotonicClock Clock { get; }

    /// <inheritdoc />
    public void StopWith(Action requestSafeState) => _health.Tell(requestSafeState);

    /// <inheritdoc />
    public bool TryRead(long nowNanoseconds, out InputEvent received) => _queue.TryRead(out received);

    /// <summary>Ends the thread and closes the device. Where the bus does not come back in time, both are left to it.</summary>
    public void Dispose()
    {
        if (_thread.Stop(_stopTimeout))
        {
            _device.Dispose();
            _thread.Dispose();
            _queue.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>The port's thread: a round, where one is due.</summary>
    /// <returns>When the next one is [ns].</returns>
    internal long Pass()
    {
        var now = Clock.NowNanoseconds;
        if (now < _next)
        {
            return _next;
        }

        Round();
        Volatile.Write(ref _rounds, _rounds + 1);
        _queue.Signal();
        var missed = Math.Max(0, (Clock.NowNanoseconds - _next) / _interval);
        Volatile.Write(ref _missed, _missed + missed);
        _next += (missed + 1) * _interval;
        return _next;
    }

    private protected void StartThread() => _thread.Start(Name);

    /// <summary>Asks every channel once.</summary>
    private protected abstract void Round();

    private protected void Add(in InputEvent item)
    {
        if (!_queue.TryPush(item))
        {
            Volatile.Write(ref _lost, _lost + 1);
        }
    }

    private protected void Good() => _health.Good();

    private protected void Bad(Exception error) => _health.Bad(error);
}

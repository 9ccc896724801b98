using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>Stands between the pacer and a batched port: the pacer pushes into its ring, its own thread drains it.</summary>
public sealed class BatchedPortRunner
{
    private readonly IBatchedPort _port;
    private readonly IMonotonicClock _clock;
    private readonly SpscRing<SpikeEvent> _ring;
    private readonly SpikeEvent[] _batch;
    private readonly long _interval; // [ns]
    private Thread? _thread;
    private bool _ending;
    private Exception? _failure;
    private long _delivered;
    private long _dropped; // the pacer's count of what found the ring full
    private long _givenUp; // this thread's count of what the port did not deliver
    private long _told; // what the port knows of it

    /// <param name="port">The port.</param>
    /// <param name="clock">The clock on which flushes are timed.</param>
    public BatchedPortRunner(IBatchedPort port, IMonotonicClock clock)
    {
        _port = port;
        _clock = clock;
        _ring = new SpscRing<SpikeEvent>(port.Batching.BufferCapacity);
        _batch = new SpikeEvent[port.Batching.BatchMaximum];
        _interval = port.Batching.FlushInterval.Ticks * 100;
    }

    /// <summary>Name of the port.</summary>
    public string Name => _port.Name;

    /// <summary>Spikes that the port delivered.</summary>
    public long Delivered => Volatile.Read(ref _delivered);

    /// <summary>Spikes that found the buffer full or were given up by the port.</summary>
    public long Dropped => Volatile.Read(ref _dropped) + Volatile.Read(ref _givenUp);

    /// <summary>Why the port stopped working, or null. What comes after it is dropped and counted.</summary>
    public Exception? Failure
    {
        get => Volatile.Read(ref _failure);
        private set => Volatile.Write(ref _failure, value);
    }

    /// <summary>The pacer's thread: hands a spike over. Never blocks or allocates.</summary>
    public void Push(in SpikeEvent spike)
    {
        if (!_ring.TryPush(spike))
        {
            Volatile.Write(ref _dropped, _dropped + 1);
        }
    }

    /// <summary>Starts the draining thread.</summary>
    public void Start()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = $"port {_port.Name}" };
        _thread.Start();
    }

    /// <summary>Delivers what is in the ring, completes the port and ends the thread. The pacer no longer pushes.</summary>
    public void Stop()
    {
        _port.Hurry();
        Volatile.Write(ref _ending, true);
        _thread?.Join();
    }

    /// <summary>One flush: delivers what is in the ring now.</summary>
    public void Drain()
    {
        // What arrives meanwhile is the next flush's: a fast producer must not keep this one going.
        var rest = _ring.Count;
        while (rest > 0)
        {
            var count = _ring.Pop(_batch.AsSpan(0, Math.Min(rest, _batch.Length)));
            var delivered = Deliver(_batch.AsSpan(0, count));
            Volatile.Write(ref _delivered, _delivered + delivered);
            Volatile.Write(ref _givenUp, _givenUp + count - delivered);
            rest -= count;
        }

        if (_port is IDropListener listener && Dropped is var dropped && dropped != _told)
        {
            _told = dropped;
            listener.OnDropped(dropped);
        }
    }

#pragma warning disable CA1031 // Whatever a port throws ends that port, not the process: the stream reports it and stops.
    private void Run()
    {
        try
        {
            _port.Begin();
        }
        catch (Exception failure)
        {
            Failure = failure;
        }

        var next = _clock.NowNanoseconds;
        while (!Volatile.Read(ref _ending))
        {
            // A slow flush is not made up for by several at once.
            next = Math.Max(next + _interval, _clock.NowNanoseconds);
            _clock.SleepUntil(next);
            Drain();
        }

        Drain();
        try
        {
            _port.Complete(Dropped);
        }
        catch (Exception failure)
        {
            Failure ??= failure;
        }
    }

    private int Deliver(ReadOnlySpan<SpikeEvent> spikes)
    {
        if (Failure is not null)
        {
            return 0;
        }

        try
        {
            return _port.Write(spikes);
        }
        catch (Exception failure)
        {
            Failure = failure;
            return 0;
        }
    }
#pragma warning restore CA1031
}

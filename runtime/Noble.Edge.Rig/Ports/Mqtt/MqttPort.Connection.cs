using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>The connection and what is announced on it.</summary>
public sealed partial class MqttPort
{
    private const long WaitSlice = 50_000_000; // [ns]
    private const long AnnounceInterval = 1_000_000_000; // [ns] between two announcements of what was dropped
    private const int PacketOverhead = 64; // [byte] of a publication beside topic and payload, at most

    private readonly object _announcing = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly ManualResetEventSlim _wake = new();
    private volatile string _state = StreamState.Ready;
    private Thread? _keeper;
    private Exception? _connectionFailure;
    private int _safeCause; // SafeStateCause, 0 for none
    private int _announcedCause;
    private long _announcedDropped;
    private long _announcedAt; // [ns, monotonic clock]
    private long _reconnections;

    /// <summary>How often a broken connection was made again.</summary>
    public long Reconnections => Volatile.Read(ref _reconnections);

    /// <summary>Whether a broker is connected.</summary>
    public bool IsConnected => _window.Link is not null;

    /// <summary>Why the last attempt to connect failed, or null where it did not.</summary>
    public Exception? ConnectionFailure => Volatile.Read(ref _connectionFailure);

    /// <summary>Connects, describes the stream and says that it is ready.</summary>
    /// <exception cref="BrokerUnreachableException">No broker answers.</exception>
    /// <exception cref="BrokerRefusedException">One does, and it or its certificate will not do.</exception>
    /// <exception cref="MqttCredentialException">Password, certificate or key cannot be read.</exception>
    /// <exception cref="PublishRefusedException">This client may not publish there.</exception>
    public void Open()
    {
        var link = Connect();
        try
        {
            if (!TryAnnounce(link))
            {
                throw new BrokerUnreachableException(link.Address.Host, link.Address.Port, "the connection broke at once");
            }
        }
        catch
        {
            link.Dispose();
            throw;
        }

        Use(link);
        _keeper = new Thread(Keep) { IsBackground = true, Name = "port mqtt: connection" };
        _keeper.Start();
    }

    /// <inheritdoc />
    public void Begin()
    {
        _state = StreamState.Running;
        TryAnnounceState();
    }

    /// <summary>Any thread, without waiting: outputs are in the safe state, and the state topic is to say so within 50 ms or so.</summary>
    /// <param name="cause">Why; the first cause stays.</param>
    public void DeclareSafe(SafeStateCause cause) => Interlocked.CompareExchange(ref _safeCause, (int)cause, 0);

    /// <inheritdoc />
    public void OnDropped(long total) => Volatile.Write(ref _dropped, total);

    private MqttLink Connect()
    {
        var link = _connector.Connect(_lastWill, received: null, _closing.Token);
        var needed = SpikeBatchCodec.LengthOf(_options.Batching.BatchMaximum) + _options.Topics.Spikes.Length + PacketOverhead;
        if (link.PacketMaximum >= needed)
        {
            return link;
        }

        link.Disconnect();
        link.Dispose();
        throw new BrokerRefusedException(
            link.Address.Host,
            link.Address.Port,
            $"it takes packets of {link.PacketMaximum} bytes at most, a batch of {_options.Batching.BatchMaximum} spikes needs {needed}: expected a smaller batch maximum");
    }

    private void Use(MqttLink link)
    {
        _window.Attach(link);
        link.WhenEnded(ended =>
        {
            if (_window.Detach(ended))
            {
                OnBroken(ended);
            }
        });
    }

    private void OnBroken(MqttLink link)
    {
        link.Dispose();
        try
        {
            _wake.Set();
        }
        catch (ObjectDisposedException)
        {
            // The port is closed: nobody is to be woken.
        }
    }

    private void Keep()
    {
        while (!_closing.IsCancellationRequested)
        {
            if (_window.Link is not { } link)
            {
                Reconnect();
                continue;
            }

            if (_window.IsOverdue(_options.Connection.AnswerTimeout))
            {
                _ = _window.Detach(link);
                link.Dispose();
                continue;
            }

            try
            {
                if (IsStateDue())
                {
                    TryAnnounceState();
                }
            }
            catch (PublishRefusedException error)
            {
                Volatile.Write(ref _connectionFailure, error);
                (_announcedCause, _announcedDropped) = (_safeCause, _dropped);
            }

            _wake.Wait((int)(WaitSlice / 1_000_000));
            _wake.Reset();
        }
    }

    private void Reconnect()
    {
        var backOff = new BackOff(_options.Connection.FirstBackOff, _options.Connection.LastBackOff, Random.Shared);
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                var link = Connect();
                if (TryAnnounce(link))
                {
                    Volatile.Write(ref _connectionFailure, null);
                    Volatile.Write(ref _reconnections, _reconnections + 1);
                    Use(link);
                    return;
                }

                link.Dispose();
            }
            catch (Exception error) when (error is BrokerUnreachableException or BrokerRefusedException or MqttCredentialException or PublishRefusedException)
            {
                Volatile.Write(ref _connectionFailure, error);
            }

            for (var until = _clock.NowNanoseconds + backOff.NextNanoseconds(); _clock.NowNanoseconds < until && !_closing.IsCancellationRequested;)
            {
                _clock.SleepUntil(Math.Min(until, _clock.NowNanoseconds + WaitSlice));
            }
        }
    }

    private void StopKeeping(bool goodbye)
    {
        _closing.Cancel();
        _wake.Set();
        _keeper?.Join();
        _keeper = null;
        if (_window.Link is { } link && _window.Detach(link))
        {
            if (goodbye)
            {
                link.Disconnect();
            }

            link.Dispose();
        }
    }

    // Not while a batch is under way on this connection: it is not in use yet.
    private bool TryAnnounce(MqttLink link) => link.TryRetain(_options.Topics.Meta, _description) && TryAnnounceState(link);

    private bool TryAnnounceState()
    {
        if (_window.Link is not { } link)
        {
            return false;
        }

        bool isAnnounced;
        lock (_announcing)
        {
            isAnnounced = link.ReceiveMaximum > 1
                ? TryAnnounceState(link)
                : _window.TryWhileQuiet(link, _options.Connection.AnswerTimeout, () => TryAnnounceState(link));
        }

        if (!isAnnounced && _window.Detach(link))
        {
            OnBroken(link);
        }

        return isAnnounced;
    }

    private bool TryAnnounceState(MqttLink link)
    {
        lock (_announcing)
        {
            var cause = Volatile.Read(ref _safeCause);
            var dropped = Volatile.Read(ref _dropped);
            var isStopped = _state == StreamState.Stopped;
            var state = new StreamState
            {
                State = cause == 0 || isStopped ? _state : StreamState.Safe,
                Stream = _stream,
                Batches = isStopped ? Batches : null,
                Spikes = isStopped ? Spikes : null,
                Dropped = isStopped || dropped > 0 ? dropped : null,
                Cause = cause == 0 ? null : StreamState.FormatCause(((SafeStateCause)cause).ToString()),
            };
            if (!link.TryRetain(_options.Topics.State, AnnouncementJson.Write(state)))
            {
                return false;
            }

            (_announcedCause, _announcedDropped, _announcedAt) = (cause, dropped, _clock.NowNanoseconds);
            return true;
        }
    }

    private bool IsStateDue() =>
        Volatile.Read(ref _safeCause) != _announcedCause
        || (Volatile.Read(ref _dropped) != _announcedDropped && _clock.NowNanoseconds - _announcedAt >= AnnounceInterval && _state != StreamState.Stopped);
}

using MQTTnet;

namespace Noble.Edge.Rig;

/// <summary>
/// A client that stays: it subscribes, hands every message over, publishes answers, and makes a broken connection again on a thread of
/// its own. With a session that persists the broker keeps for it what it missed meanwhile.
/// </summary>
internal sealed class MqttPeer : IDisposable
{
    private const long WaitSlice = 50_000_000; // [ns]
    private const int PendingMaximum = 1_024; // publications without acknowledgement

    private readonly MqttConnectionOptions _options;
    private readonly IReadOnlyList<string> _filters;
    private readonly Action<MqttApplicationMessage> _received;
    private readonly IMonotonicClock _clock;
    private readonly MqttConnector _connector;
    private readonly CancellationTokenSource _closing = new();
    private readonly ManualResetEventSlim _wake = new();
    private readonly object _receiving = new();
    private MqttLink? _link;
    private Thread? _keeper;
    private Exception? _connectionFailure;
    private long _reconnections;
    private int _pending;
    private bool _closed;

    /// <param name="options">How the broker is reached.</param>
    /// <param name="role">What it does; the end of its client id.</param>
    /// <param name="filters">Topic filters.</param>
    /// <param name="received">Takes each message, never two at the same time; does not wait and does not throw.</param>
    /// <param name="clock">Clock of the waits between attempts.</param>
    internal MqttPeer(MqttConnectionOptions options, string role, IReadOnlyList<string> filters, Action<MqttApplicationMessage> received, IMonotonicClock clock)
    {
        _options = options;
        _filters = filters;
        _received = received;
        _clock = clock;
        _connector = new MqttConnector(options, role, $"noble-edge-{role}-{Guid.NewGuid():N}", persists: true);
    }

    /// <summary>How often a broken connection was made again.</summary>
    internal long Reconnections => Volatile.Read(ref _reconnections);

    internal bool IsConnected => Volatile.Read(ref _link) is not null;

    /// <summary>Why the last attempt to connect failed, or null where it did not.</summary>
    internal Exception? ConnectionFailure => Volatile.Read(ref _connectionFailure);

    /// <summary>Connects and subscribes; from then on it stays connected.</summary>
    /// <exception cref="BrokerUnreachableException">No broker answers.</exception>
    /// <exception cref="BrokerRefusedException">One does, and it or its certificate will not do.</exception>
    /// <exception cref="MqttCredentialException">Password, certificate or key cannot be read.</exception>
    /// <exception cref="SubscribeRefusedException">This client may not read a topic.</exception>
    internal void Open()
    {
        Use(Connect());
        _keeper = new Thread(Keep) { IsBackground = true, Name = "MQTT connection" };
        _keeper.Start();
    }

    /// <summary>Publishes at quality of service 1 without waiting.</summary>
    /// <returns>False where it is not connected, too much is unacknowledged, or the topic will not do.</returns>
    internal bool TryPublish(string topic, byte[] payload, byte[]? correlation = null, string? responseTopic = null)
    {
        if (Volatile.Read(ref _link) is not { } link || Volatile.Read(ref _pending) >= PendingMaximum)
        {
            return false;
        }

        Interlocked.Increment(ref _pending);
        _ = Follow(link, topic, payload, correlation, responseTopic);
        return true;
    }

    /// <summary>Publishes at quality of service 1.</summary>
    /// <returns>Whether the broker acknowledged it.</returns>
    internal async Task<bool> PublishAsync(string topic, byte[] payload, byte[]? correlation, string? responseTopic = null)
    {
        if (Volatile.Read(ref _link) is not { } link)
        {
            return false;
        }

        Interlocked.Increment(ref _pending);
        return await Follow(link, topic, payload, correlation, responseTopic).ConfigureAwait(false);
    }

    /// <summary>Says goodbye and ends the thread; a session that persists goes on being kept by the broker.</summary>
    public void Dispose() => Close(goodbye: true);

    /// <summary>Ends the connection as a power cut would.</summary>
    internal void Break() => Close(goodbye: false);

    private void Close(bool goodbye)
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        _closing.Cancel();
        _wake.Set();
        _keeper?.Join();
        if (Interlocked.Exchange(ref _link, null) is { } link)
        {
            if (goodbye)
            {
                link.Disconnect();
            }

            link.Dispose();
        }

        _closing.Dispose();
    }

#pragma warning disable CA1031 // Whatever ends a publication, it was not acknowledged; the connection's own end is told elsewhere.
    private async Task<bool> Follow(MqttLink link, string topic, byte[] payload, byte[]? correlation, string? responseTopic)
    {
        try
        {
            var result = await link.PublishAsync(topic, payload, qualityOfService: 1, retain: false, responseTopic, correlation)
                .WaitAsync(_options.AnswerTimeout).ConfigureAwait(false);
            return result.IsSuccess;
        }
        catch (Exception)
        {
            return false;
        }
        finally
        {
            Interlocked.Decrement(ref _pending);
        }
    }
#pragma warning restore CA1031

    private MqttLink Connect()
    {
        var link = _connector.Connect(lastWill: null, OnReceived, _closing.Token);
        try
        {
            return link.TrySubscribe(_filters)
                ? link
                : throw new BrokerUnreachableException(link.Address.Host, link.Address.Port, "the connection broke at once");
        }
        catch
        {
            link.Dispose();
            throw;
        }
    }

    private void OnReceived(MqttApplicationMessage message)
    {
        // The last message of an old connection and the first of the new one must not overlap.
        lock (_receiving)
        {
            _received(message);
        }
    }

    private void Use(MqttLink link)
    {
        Volatile.Write(ref _link, link);
        link.WhenEnded(ended =>
        {
            if (Interlocked.CompareExchange(ref _link, null, ended) == ended)
            {
                ended.Dispose();
                _wake.Set();
            }
        });
    }

    private void Keep()
    {
        var backOff = new BackOff(_options.FirstBackOff, _options.LastBackOff, Random.Shared);
        while (!_closing.IsCancellationRequested)
        {
            if (IsConnected)
            {
                _wake.Wait();
                _wake.Reset();
                backOff.Reset();
                continue;
            }

            try
            {
                Use(Connect());
                Volatile.Write(ref _connectionFailure, null);
                Volatile.Write(ref _reconnections, _reconnections + 1);
                continue;
            }
            catch (Exception error) when (error is BrokerUnreachableException or BrokerRefusedException or MqttCredentialException or SubscribeRefusedException)
            {
                Volatile.Write(ref _connectionFailure, error);
            }

            for (var until = _clock.NowNanoseconds + backOff.NextNanoseconds(); _clock.NowNanoseconds < until && !_closing.IsCancellationRequested;)
            {
                _clock.SleepUntil(Math.Min(until, _clock.NowNanoseconds + WaitSlice));
            }
        }
    }
}

using System.Security.Cryptography;
using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>Publishes spikes in batches over MQTT v5, one message a flush, and announces the stream beside them.</summary>
/// <remarks>
/// At quality of service 1 a batch counts as published when the broker has acknowledged it. A batch whose
/// acknowledgement is lost with its connection is sent again under the same sequence number, so a reader that drops a
/// number it has seen loses nothing and has nothing twice. While the broker is away the runner's buffer fills; what
/// finds it full is dropped and counted.
/// </remarks>
public sealed class MqttPort : IBatchedPort, IDisposable
{
    private static readonly long FirstBackOff = TimeSpan.FromMilliseconds(100).Ticks * 100; // [ns]
    private static readonly long LastBackOff = TimeSpan.FromSeconds(2).Ticks * 100; // [ns]
    private static readonly long WaitSlice = TimeSpan.FromMilliseconds(50).Ticks * 100; // [ns]

    private readonly MqttPortOptions _options;
    private readonly IMonotonicClock _clock;
    private readonly ulong _streamId;
    private readonly string _stream;
    private readonly byte[] _description;
    private readonly MqttConnection _connection;
    private readonly byte[] _payload;
    private string _state = StreamState.Ready;
    private long _giveUpAt = long.MaxValue; // [ns, monotonic clock]
    private uint _sequence;
    private long _batches;
    private long _spikes;
    private long _reconnections;
    private long _firstPublished;

    /// <param name="options">Where and how.</param>
    /// <param name="description">What the stream is; its id is this port's, see <see cref="NewStreamId"/>.</param>
    /// <param name="streamId">The run's id.</param>
    /// <param name="clock">The clock on which broken connections are waited for.</param>
    public MqttPort(MqttPortOptions options, StreamDescription description, ulong streamId, IMonotonicClock clock)
    {
        _options = options;
        _clock = clock;
        _streamId = streamId;
        _stream = StreamState.FormatStream(streamId);
        _description = AnnouncementJson.Write(description);
        _payload = new byte[SpikeBatchCodec.LengthOf(options.Batching.BatchMaximum)];
        var lastWill = AnnouncementJson.Write(new StreamState { State = StreamState.Lost, Stream = _stream });
        _connection = new MqttConnection(options, $"noble-edge-{_stream}", lastWill);
    }

    /// <inheritdoc />
    public string Name => "mqtt";

    /// <inheritdoc />
    public BatchingOptions Batching => _options.Batching;

    /// <summary>Batches published.</summary>
    public long Batches => Volatile.Read(ref _batches);

    /// <summary>Spikes published.</summary>
    public long Spikes => Volatile.Read(ref _spikes);

    /// <summary>How often a broken connection was made again.</summary>
    public long Reconnections => Volatile.Read(ref _reconnections);

    /// <summary>When the first batch was published [ns, monotonic clock], or 0.</summary>
    public long FirstPublishedNanoseconds => Volatile.Read(ref _firstPublished);

    /// <summary>A random id for a run.</summary>
    public static ulong NewStreamId() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    /// <summary>Connects, describes the stream and says that it is ready.</summary>
    /// <exception cref="BrokerUnreachableException">No broker answers.</exception>
    public void Open()
    {
        _connection.Connect();
        if (!Announce())
        {
            throw new BrokerUnreachableException(_options.Host, _options.Port, "the connection broke at once");
        }
    }

    /// <inheritdoc />
    public void Begin()
    {
        _state = StreamState.Running;
        if (!AnnounceState(withTotals: false))
        {
            Reconnect();
        }
    }

    /// <inheritdoc />
    public int Write(ReadOnlySpan<SpikeEvent> spikes)
    {
        var written = 0;
        while (written < spikes.Length)
        {
            var batch = spikes[written..];
            batch = batch[..SpikeBatchCodec.FittingCount(batch)];
            if (!Publish(batch))
            {
                break;
            }

            written += batch.Length;
        }

        return written;
    }

    /// <inheritdoc />
    public void Hurry() => Volatile.Write(ref _giveUpAt, _clock.NowNanoseconds + (_options.StopPatience.Ticks * 100));

    /// <inheritdoc />
    public void Complete(long dropped)
    {
        _state = StreamState.Stopped;
        if (AnnounceState(withTotals: true, dropped))
        {
            _connection.Disconnect();
        }
    }

    /// <summary>Breaks the connection off if it is still there: the broker then publishes the last will.</summary>
    public void Dispose()
    {
        _connection.Dispose();
    }

    private bool Publish(ReadOnlySpan<SpikeEvent> batch)
    {
        var header = new SpikeBatchHeader
        {
            StreamId = _streamId,
            Sequence = _sequence,
            SpikesBefore = (ulong)_spikes,
            BaseTimeNanoseconds = batch[0].TimeNanoseconds,
        };
        if (!SpikeBatchCodec.TryWrite(_payload, header, batch, out var length, out var error))
        {
            throw new InvalidOperationException($"a batch of {batch.Length} spikes cannot be written: {error}");
        }

        while (!_connection.TryPublish(_options.Topics.Spikes, _payload.AsMemory(0, length), _options.QualityOfService, retain: false))
        {
            if (!Reconnect())
            {
                return false;
            }
        }

        if (_batches == 0)
        {
            Volatile.Write(ref _firstPublished, _clock.NowNanoseconds);
        }

        _sequence = unchecked(_sequence + 1);
        Volatile.Write(ref _batches, _batches + 1);
        Volatile.Write(ref _spikes, _spikes + batch.Length);
        return true;
    }

    private bool Announce() =>
        _connection.TryPublish(_options.Topics.Meta, _description, qualityOfService: 1, retain: true) && AnnounceState(withTotals: false);

    private bool AnnounceState(bool withTotals, long dropped = 0)
    {
        var state = new StreamState
        {
            State = _state,
            Stream = _stream,
            Batches = withTotals ? _batches : null,
            Spikes = withTotals ? _spikes : null,
            Dropped = withTotals ? dropped : null,
        };
        return _connection.TryPublish(_options.Topics.State, AnnouncementJson.Write(state), qualityOfService: 1, retain: true);
    }

    // Returns false where the stream's end does not leave the time for it.
    private bool Reconnect()
    {
        for (var backOff = FirstBackOff; ; backOff = Math.Min(2 * backOff, LastBackOff))
        {
            _connection.Disconnect();
            try
            {
                _connection.Connect();
                if (Announce())
                {
                    Volatile.Write(ref _reconnections, _reconnections + 1);
                    return true;
                }
            }
            catch (BrokerUnreachableException)
            {
                // Tried again below.
            }

            for (var until = _clock.NowNanoseconds + backOff; _clock.NowNanoseconds < until;)
            {
                if (_clock.NowNanoseconds >= Volatile.Read(ref _giveUpAt))
                {
                    return false;
                }

                _clock.SleepUntil(Math.Min(until, _clock.NowNanoseconds + WaitSlice));
            }
        }
    }
}

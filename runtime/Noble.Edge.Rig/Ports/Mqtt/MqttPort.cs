using System.Security.Cryptography;
using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>Publishes spikes in batches over MQTT v5, one message a flush, and announces the stream beside them.</summary>
/// <remarks>
/// At quality of service 1 a batch counts as published when the broker has acknowledged it; several are under way at a time. What is
/// not acknowledged when a connection breaks is sent again in order under the same sequence numbers, so a reader that drops a number
/// it has seen loses nothing and has nothing twice. While the broker is away <see cref="Write"/> waits and the runner's buffer fills;
/// what finds it full is dropped and counted, and the state topic says so. A thread of the port's own makes broken connections again.
/// </remarks>
public sealed partial class MqttPort : IBatchedPort, IDropListener, IDisposable
{
    private readonly MqttPortOptions _options;
    private readonly IMonotonicClock _clock;
    private readonly string _stream;
    private readonly byte[] _description;
    private readonly MqttConnector _connector;
    private readonly MqttLastWill _lastWill;
    private readonly PublishWindow _window;
    private long _giveUpAt = long.MaxValue; // [ns, monotonic clock]
    private long _dropped;
    private long _givenUp;
    private bool _isDisposed;

    /// <param name="options">Where and how.</param>
    /// <param name="description">What the stream is; its id is this port's, see <see cref="NewStreamId"/>.</param>
    /// <param name="streamId">The run's id.</param>
    /// <param name="clock">The clock on which broken connections are waited for.</param>
    /// <exception cref="MqttCredentialException">Password or key are given by halves or twice.</exception>
    public MqttPort(MqttPortOptions options, StreamDescription description, ulong streamId, IMonotonicClock clock)
    {
        _options = options;
        _clock = clock;
        _stream = StreamState.FormatStream(streamId);
        _description = AnnouncementJson.Write(description);
        _lastWill = new MqttLastWill(options.Topics.State, AnnouncementJson.Write(new StreamState { State = StreamState.Lost, Stream = _stream }));
        _connector = new MqttConnector(options.Connection, "spikes", $"noble-edge-{_stream}", persists: false);
        _window = new PublishWindow(
            options.Topics.Spikes, options.QualityOfService, streamId, options.Batching.BatchMaximum, options.Connection.InflightMaximum, clock, OnBroken);
    }

    /// <inheritdoc />
    public string Name => "mqtt";

    /// <inheritdoc />
    public BatchingOptions Batching => _options.Batching;

    /// <summary>Batches published.</summary>
    public long Batches => _window.Batches;

    /// <summary>Spikes published.</summary>
    public long Spikes => _window.Spikes;

    /// <summary>Batches that were sent again because their acknowledgement was lost with a connection.</summary>
    public long SentAgain => _window.SentAgain;

    /// <summary>Spikes that <see cref="Write"/> took and the end of the stream gave up: no broker acknowledged them in time.</summary>
    public long GivenUp => Volatile.Read(ref _givenUp);

    /// <summary>When the first batch was published [ns, monotonic clock], or 0.</summary>
    public long FirstPublishedNanoseconds => _window.FirstAt;

    /// <summary>A random id for a run.</summary>
    public static ulong NewStreamId() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    /// <inheritdoc />
    /// <remarks>Takes a batch where it fits in what may be without acknowledgement, and waits where it does not.</remarks>
    /// <exception cref="PublishRefusedException">The broker refused a batch: this client may not publish there.</exception>
    public int Write(ReadOnlySpan<SpikeEvent> spikes)
    {
        var written = 0;
        while (written < spikes.Length)
        {
            var batch = spikes.Slice(written, Math.Min(spikes.Length - written, _options.Batching.BatchMaximum));
            batch = batch[..SpikeBatchCodec.FittingCount(batch)];
            if (!_window.TryAdd(batch, GivesUp))
            {
                break;
            }

            written += batch.Length;
        }

        return written;
    }

    /// <summary>Waits until the broker has acknowledged all that was written.</summary>
    /// <returns>False where the stream is ending and no broker answers, or a batch was refused.</returns>
    public bool WaitUntilPublished() => _window.WaitUntilEmpty(GivesUp);

    /// <inheritdoc />
    public void Hurry() => Volatile.Write(ref _giveUpAt, _clock.NowNanoseconds + (_options.StopPatience.Ticks * 100));

    /// <inheritdoc />
    /// <exception cref="PublishRefusedException">The broker refused a batch; the end is announced all the same.</exception>
    public void Complete(long dropped)
    {
        if (Volatile.Read(ref _giveUpAt) == long.MaxValue)
        {
            Hurry();
        }

        _window.WaitUntilEmpty(GivesUp);
        Volatile.Write(ref _givenUp, _window.Abandon());
        Volatile.Write(ref _dropped, dropped + _givenUp);
        _state = StreamState.Stopped;
        while (_window.WaitUntilEmpty(GivesUp) || _window.Link is not null)
        {
            if (TryAnnounceState())
            {
                break;
            }
        }

        StopKeeping(goodbye: true);
        if (_window.Failure is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Breaks the connection off if it is still there: the broker then publishes the last will.</summary>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        StopKeeping(goodbye: false);
        _closing.Dispose();
        _wake.Dispose();
    }

    private bool GivesUp() => _closing.IsCancellationRequested || (_window.Link is null && _clock.NowNanoseconds >= Volatile.Read(ref _giveUpAt));
}

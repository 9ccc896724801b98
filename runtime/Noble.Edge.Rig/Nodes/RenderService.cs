using System.Buffers;
using System.Text.Json;
using MQTTnet;
using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>
/// Renders requests of a rig that several nodes share: the broker gives each request to one of them. The answer goes to the request's
/// response topic with its correlation data: batches of spikes under a stream id of their own, then one JSON message with the totals.
/// </summary>
/// <remarks>A node that dies has not answered; whoever asked asks again. Whatever arrives is counted and never thrown.</remarks>
public sealed class RenderService : IDisposable
{
    private const int PayloadMaximum = 4_096; // [byte] of a request
    private const int CorrelationMaximum = 256; // [byte]

    private readonly RenderServiceOptions _options;
    private readonly IRequestRenderer _renderer;
    private readonly MqttPeer _peer;
    private readonly object _gate = new();
    private readonly Queue<Waiting> _waiting = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Thread _worker;
    private long _rendered;
    private long _refused;
    private long _unanswered;

    /// <param name="options">Where requests come from.</param>
    /// <param name="renderer">Renders them; called by one thread, stays the caller's.</param>
    /// <param name="clock">The clock of the waits between attempts to connect.</param>
    public RenderService(RenderServiceOptions options, IRequestRenderer renderer, IMonotonicClock clock)
    {
        _options = options;
        _renderer = renderer;
        var connection = options.Connection with { SessionExpiry = TimeSpan.Zero };

        // Nodes may share one configuration: the client id is the node's own in any case.
        _peer = new MqttPeer(connection, $"render-{Guid.NewGuid():N}", [options.Topics.SharedRender], Receive, clock);
        _worker = new Thread(Work) { IsBackground = true, Name = "render service" };
    }

    /// <summary>Requests that were rendered and answered.</summary>
    public long Rendered => Volatile.Read(ref _rendered);

    /// <summary>Requests that were refused: damaged, of another model, out of range, or too many at a time.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Answers that did not go out whole, because the connection broke.</summary>
    public long Unanswered => Volatile.Read(ref _unanswered);

    /// <summary>How often a broken connection was made again.</summary>
    public long Reconnections => _peer.Reconnections;

    /// <summary>Whether a broker is connected: requests come only then.</summary>
    public bool IsConnected => _peer.IsConnected;

    /// <summary>Connects and takes requests; from then on it stays connected.</summary>
    /// <exception cref="BrokerUnreachableException">No broker answers.</exception>
    /// <exception cref="BrokerRefusedException">One does, and it or its certificate will not do.</exception>
    /// <exception cref="MqttCredentialException">Password, certificate or key cannot be read.</exception>
    /// <exception cref="SubscribeRefusedException">This client may not read the topic.</exception>
    public void Open()
    {
        _peer.Open();
        _worker.Start();
    }

    /// <summary>Ends the service; a request that is being rendered is cancelled, and those that wait are left to other nodes.</summary>
    public void Dispose()
    {
        Close();
        _peer.Dispose();
    }

    /// <summary>Ends the service as a power cut would.</summary>
    internal void Break()
    {
        _peer.Break();
        Close();
    }

    private void Close()
    {
        _closing.Cancel();
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }

        if (_worker.IsAlive)
        {
            _worker.Join();
        }
    }

    private void Receive(MqttApplicationMessage message)
    {
        if (message.ResponseTopic is not { Length: > 0 } topic || topic.AsSpan().ContainsAny("+#\0") || message.CorrelationData?.Length > CorrelationMaximum)
        {
            Volatile.Write(ref _refused, _refused + 1);
            return;
        }

        var reason = Judge(message, out var request);
        if (reason is null)
        {
            lock (_gate)
            {
                if (_waiting.Count < _options.QueueMaximum)
                {
                    _waiting.Enqueue(new Waiting(request!, topic, message.CorrelationData));
                    Monitor.Pulse(_gate);
                    return;
                }
            }

            reason = $"busy: {_options.QueueMaximum} requests wait";
        }

        Refuse(topic, message.CorrelationData, reason);
    }

    private string? Judge(MqttApplicationMessage message, out RenderRequest? request)
    {
        request = null;
        var payload = message.Payload;
        if (payload.Length > PayloadMaximum)
        {
            return $"request of {payload.Length} bytes: expected at most {PayloadMaximum}";
        }

        try
        {
            request = JsonSerializer.Deserialize(payload.ToArray(), MqttJson.Default.RenderRequest);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return "request: expected JSON with modelHash, first, count, currentNanoamperes, seed, firstTrial and trials";
        }

        if (request?.ModelHash is null)
        {
            return "request: expected a model hash";
        }

        var isOurs = string.Equals(request.ModelHash, _renderer.ModelHash, StringComparison.OrdinalIgnoreCase);
        return request.Fault(_options.TracesMaximum) ?? (isOurs ? null : $"this node has model {_renderer.ModelHash}, not the one that was asked for");
    }

    private void Refuse(string topic, byte[]? correlation, string reason)
    {
        Volatile.Write(ref _refused, _refused + 1);
        var answer = JsonSerializer.SerializeToUtf8Bytes(new RenderAnswer { Node = _options.Node, Error = reason }, MqttJson.Default.RenderAnswer);
        if (!_peer.TryPublish(topic, answer, correlation))
        {
            Interlocked.Increment(ref _unanswered);
        }
    }

    private void Work()
    {
        while (Next() is { } waiting)
        {
            Answer(waiting);
        }
    }

    private Waiting? Next()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_closing.IsCancellationRequested)
            {
                Monitor.Wait(_gate);
            }

            return _closing.IsCancellationRequested ? null : _waiting.Dequeue();
        }
    }

#pragma warning disable CA1031 // Whatever a renderer throws is an answer; the node goes on with the next request.
    private void Answer(Waiting waiting)
    {
        SpikeEvent[] spikes;
        try
        {
            spikes = _renderer.Render(waiting.Request, _closing.Token);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            return;
        }
        catch (Exception error)
        {
            Refuse(waiting.Topic, waiting.Correlation, $"{(error is RenderRefusedException ? "" : "rendering failed: ")}{error.Message.ReplaceLineEndings(" ")}");
            return;
        }

        if (Send(waiting, spikes))
        {
            Volatile.Write(ref _rendered, _rendered + 1);
        }
        else
        {
            Interlocked.Increment(ref _unanswered);
        }
    }
#pragma warning restore CA1031

    private bool Send(Waiting waiting, SpikeEvent[] spikes)
    {
        var stream = MqttPort.NewStreamId();
        var batches = 0u;
        for (var sent = 0; sent < spikes.Length; batches++)
        {
            var batch = spikes.AsSpan(sent, Math.Min(_options.BatchMaximum, spikes.Length - sent));
            batch = batch[..SpikeBatchCodec.FittingCount(batch)];
            var payload = new byte[SpikeBatchCodec.LengthOf(batch.Length)];
            var header = new SpikeBatchHeader { StreamId = stream, Sequence = batches, SpikesBefore = (ulong)sent, BaseTimeNanoseconds = batch[0].TimeNanoseconds };
            if (!SpikeBatchCodec.TryWrite(payload, header, batch, out _, out var error))
            {
                Refuse(waiting.Topic, waiting.Correlation, $"rendering failed: spikes that are no batch ({error})");
                return true;
            }

            if (!_peer.PublishAsync(waiting.Topic, payload, waiting.Correlation).GetAwaiter().GetResult())
            {
                return false;
            }

            sent += batch.Length;
        }

        var answer = new RenderAnswer { Node = _options.Node, Stream = StreamState.FormatStream(stream), Batches = batches, Spikes = spikes.Length };
        var end = JsonSerializer.SerializeToUtf8Bytes(answer, MqttJson.Default.RenderAnswer);
        return _peer.PublishAsync(waiting.Topic, end, waiting.Correlation).GetAwaiter().GetResult();
    }

    private sealed record Waiting(RenderRequest Request, string Topic, byte[]? Correlation);
}

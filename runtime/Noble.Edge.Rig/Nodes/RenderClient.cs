using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using MQTTnet;
using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>
/// Has a population rendered by the nodes of a rig: splits it over requests, asks again where an answer does not come or is not whole,
/// and puts the answers together, each part exactly once.
/// </summary>
public sealed class RenderClient : IDisposable
{
    private const int CorrelationLength = 12; // [byte]: the job, 8, and the part, 4
    private const int Slice = 20; // [ms] between two looks at what is due

    private readonly RenderClientOptions _options;
    private readonly IMonotonicClock _clock;
    private readonly MqttPeer _peer;
    private readonly string _answers;
    private readonly object _gate = new();
    private readonly object _rendering = new();
    private RenderPart[] _parts = [];
    private ulong _job;
    private long _requests;
    private long _retries;
    private long _surplus;
    private long _damaged;

    /// <param name="options">How.</param>
    /// <param name="clock">The clock on which answers are waited for.</param>
    public RenderClient(RenderClientOptions options, IMonotonicClock clock)
    {
        _options = options;
        _clock = clock;
        _answers = $"{options.Topics.Render}/{Guid.NewGuid():N}";
        var connection = options.Connection with { SessionExpiry = TimeSpan.Zero };
        _peer = new MqttPeer(connection, $"render-client-{Guid.NewGuid():N}", [_answers], Receive, clock);
    }

    /// <summary>Requests sent.</summary>
    public long Requests => Volatile.Read(ref _requests);

    /// <summary>Requests among them that were asked for before.</summary>
    public long Retries => Volatile.Read(ref _retries);

    /// <summary>Answers that came when another had come already; they are left out.</summary>
    public long Surplus => Volatile.Read(ref _surplus);

    /// <summary>Messages that were neither a batch nor an end of an answer.</summary>
    public long Damaged => Volatile.Read(ref _damaged);

    /// <summary>Connects; from then on it stays connected.</summary>
    /// <exception cref="BrokerUnreachableException">No broker answers.</exception>
    /// <exception cref="BrokerRefusedException">One does, and it or its certificate will not do.</exception>
    /// <exception cref="MqttCredentialException">Password, certificate or key cannot be read.</exception>
    /// <exception cref="SubscribeRefusedException">This client may not read its answers' topic.</exception>
    public void Open() => _peer.Open();

    /// <summary>Renders a population, or a part of one. One call at a time.</summary>
    /// <param name="whole">All that is wanted; it is split by neurons.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Spikes in the order of time, of neurons at the same time.</returns>
    /// <exception cref="RenderFailedException">A part was not rendered in as many attempts as the options allow.</exception>
    public SpikeEvent[] Render(RenderRequest whole, CancellationToken cancellation)
    {
        if (whole.Fault(long.MaxValue) is { } fault)
        {
            throw new ArgumentOutOfRangeException(null, fault);
        }

        lock (_rendering)
        {
            lock (_gate)
            {
                _job = MqttPort.NewStreamId();
                _parts = [.. Split(whole)];
                try
                {
                    while (!AdvanceOrDone())
                    {
                        cancellation.ThrowIfCancellationRequested();
                        Monitor.Wait(_gate, Slice);
                    }

                    return Merge();
                }
                finally
                {
                    _parts = [];
                }
            }
        }
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose() => _peer.Dispose();

    private IEnumerable<RenderPart> Split(RenderRequest whole)
    {
        for (var done = 0; done < whole.Count; done += _options.NeuronsPerRequest)
        {
            var count = Math.Min(_options.NeuronsPerRequest, whole.Count - done);
            yield return new RenderPart(whole with { First = whole.First + done, Count = count }, _options.SpikesMaximum);
        }
    }

    // The gate is held.
    private bool AdvanceOrDone()
    {
        var now = _clock.NowNanoseconds;
        var (left, underWay) = (0, 0);
        foreach (var part in _parts)
        {
            if (part.Spikes is not null)
            {
                continue;
            }

            left++;
            if (part.IsUnderWay && now >= part.DueAt)
            {
                part.IsUnderWay = false;
            }

            if (!part.IsUnderWay && part.Attempts == _options.Attempts)
            {
                throw new RenderFailedException(part.Request.First, part.Request.Count, part.Attempts, part.Fault ?? "no answer in time");
            }

            underWay += part.IsUnderWay ? 1 : 0;
        }

        for (var index = 0; index < _parts.Length && underWay < _options.RequestsAtOnce; index++)
        {
            if (_parts[index] is { Spikes: null, IsUnderWay: false } part && now >= part.DueAt)
            {
                if (!TryAsk(index, part, now))
                {
                    break; // no connection: that is not the part's fault, and not an attempt
                }

                underWay++;
            }
        }

        return left == 0;
    }

    private bool TryAsk(int index, RenderPart part, long now)
    {
        var correlation = new byte[CorrelationLength];
        BinaryPrimitives.WriteUInt64LittleEndian(correlation, _job);
        BinaryPrimitives.WriteInt32LittleEndian(correlation.AsSpan(8), index);
        var payload = JsonSerializer.SerializeToUtf8Bytes(part.Request, MqttJson.Default.RenderRequest);
        if (!_peer.TryPublish(_options.Topics.Render, payload, correlation, _answers))
        {
            return false;
        }

        Volatile.Write(ref _requests, _requests + 1);
        Volatile.Write(ref _retries, _retries + (part.Attempts > 0 ? 1 : 0));
        part.Attempts++;
        part.IsUnderWay = true;
        part.DueAt = now + (_options.AnswerTimeout.Ticks * 100);
        return true;
    }

    private SpikeEvent[] Merge()
    {
        var spikes = new SpikeEvent[_parts.Sum(part => (long)part.Spikes!.Length)];
        var at = 0;
        foreach (var part in _parts)
        {
            part.Spikes!.CopyTo(spikes, at);
            at += part.Spikes.Length;
        }

        Array.Sort(spikes, static (a, b) => a.TimeNanoseconds != b.TimeNanoseconds ? a.TimeNanoseconds.CompareTo(b.TimeNanoseconds) : a.Neuron.CompareTo(b.Neuron));
        return spikes;
    }

    private void Receive(MqttApplicationMessage message)
    {
        lock (_gate)
        {
            if (PartOf(message.CorrelationData) is not { } part)
            {
                return; // of an earlier call
            }

            var payload = message.Payload.ToArray();
            if (payload.AsSpan().StartsWith(SpikeBatchCodec.Magic))
            {
                if (part.TakeBatch(payload) && part.IsUnderWay)
                {
                    part.DueAt = _clock.NowNanoseconds + (_options.AnswerTimeout.Ticks * 100);
                }

                return;
            }

            if (part.Spikes is not null)
            {
                Volatile.Write(ref _surplus, _surplus + 1);
                return;
            }

            if (!TryReadEnd(payload, out var end))
            {
                Volatile.Write(ref _damaged, _damaged + 1);
                return;
            }

            if (!part.TakeEnd(end!))
            {
                // Not at once: a node that is busy needs a moment, and another one may be asked.
                part.IsUnderWay = false;
                part.DueAt = _clock.NowNanoseconds + Math.Min(_options.AnswerTimeout.Ticks * 100, 50_000_000L << Math.Min(part.Attempts, 6));
            }

            Monitor.PulseAll(_gate);
        }
    }

    private RenderPart? PartOf(byte[]? correlation)
    {
        if (correlation?.Length != CorrelationLength || BinaryPrimitives.ReadUInt64LittleEndian(correlation) != _job)
        {
            return null;
        }

        var index = BinaryPrimitives.ReadInt32LittleEndian(correlation.AsSpan(8));
        return index >= 0 && index < _parts.Length ? _parts[index] : null;
    }

    private static bool TryReadEnd(byte[] payload, out RenderAnswer? end)
    {
        try
        {
            end = JsonSerializer.Deserialize(payload, MqttJson.Default.RenderAnswer);
            return end is not null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            end = null;
            return false;
        }
    }
}

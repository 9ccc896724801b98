using System.Buffers;
using System.Text.Json;
using MQTTnet;

namespace Noble.Edge.Rig;

/// <summary>Currents, or conductances, that come in over MQTT: a number, a waveform, or that of one neuron in JSON, or a <see cref="CurrentDatagram"/>.</summary>
/// <remarks>Whatever arrives is counted and never thrown. A sample's time is that of its message's arrival.</remarks>
public sealed class MqttCurrentInput : IInputPort, IDisposable
{
    private const int LongestPayload = 1 << 22; // bytes
    private const int DeepestJson = 4;

    private readonly MqttCurrentInputOptions _options;
    private readonly IMonotonicClock _clock;
    private readonly InputQueue _queue;
    private readonly MqttPeer _peer;
    private readonly List<double> _samples = [];
    private long _messages;
    private long _events;
    private long _dropped;
    private long _damaged;

    /// <param name="options">Which topic.</param>
    /// <param name="clock">The clock on which arrivals are timed.</param>
    public MqttCurrentInput(MqttCurrentInputOptions options, IMonotonicClock clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _clock) = (options, clock);
        _queue = new InputQueue(options.BufferCapacity);
        _peer = new MqttPeer(options.Connection, options.Name, [options.Topic], message => Take(message.Payload), clock);
    }

    /// <inheritdoc />
    public string Name => $"mqtt-{_options.Name}";

    /// <inheritdoc />
    public int PollDescriptor => _queue.Descriptor;

    /// <summary>Messages taken in.</summary>
    public long Messages => Volatile.Read(ref _messages);

    /// <summary>Samples that were queued for the loop.</summary>
    public long Events => Volatile.Read(ref _events);

    /// <summary>Samples that found the queue full.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Messages that are no currents.</summary>
    public long Damaged => Volatile.Read(ref _damaged);

    /// <summary>Whether a broker is connected.</summary>
    public bool IsConnected => _peer.IsConnected;

    /// <summary>Connects and subscribes; from then on it stays connected.</summary>
    /// <exception cref="BrokerUnreachableException">No broker answers.</exception>
    /// <exception cref="BrokerRefusedException">One does, and it or its certificate will not do.</exception>
    /// <exception cref="MqttCredentialException">Password, certificate or key cannot be read.</exception>
    /// <exception cref="SubscribeRefusedException">This client may not read the topic.</exception>
    public void Open() => _peer.Open();

    /// <inheritdoc />
    public bool TryRead(long nowNanoseconds, out InputEvent received) => _queue.TryRead(out received);

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        _peer.Dispose();
        _queue.Dispose();
    }

    /// <summary>Takes one payload as if it had come from the broker.</summary>
    internal void Take(in ReadOnlySequence<byte> payload)
    {
        var isTaken = payload.Length is > 0 and <= LongestPayload && TryTake(payload.ToArray());
        ref var count = ref isTaken ? ref _messages : ref _damaged;
        Volatile.Write(ref count, count + 1);
        _queue.Signal();
    }

    private bool TryTake(byte[] payload)
    {
        if (CurrentDatagram.TryRead(payload, out var header))
        {
            for (var row = 0; row < header.Neurons; row++)
            {
                _samples.Clear();
                for (var sample = 0; sample < header.Samples; sample++)
                {
                    _samples.Add(header.Sample(payload, row, sample));
                }

                HandOn(header.FirstNeuron < 0 ? -1 : header.FirstNeuron + row);
            }

            return true;
        }

        _samples.Clear();
        if (!TryReadJson(payload, out var neuron) || _samples.Count == 0)
        {
            return false;
        }

        HandOn(neuron);
        return true;
    }

    private void HandOn(int channel)
    {
        var now = _clock.NowNanoseconds;
        for (var i = _options.HandsOnAll ? 0 : _samples.Count - 1; i < _samples.Count; i++)
        {
            var isQueued = _queue.TryPush(new InputEvent(now, InputKind.Sample, 0, channel, _samples[i]));
            ref var count = ref isQueued ? ref _events : ref _dropped;
            Volatile.Write(ref count, count + 1);
        }
    }

    // A number, a list of numbers, or an object with the value's key, which is one of them, and neuron.
    private bool TryReadJson(byte[] payload, out int neuron)
    {
        neuron = -1;
        try
        {
            var reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = DeepestJson });
            if (!reader.Read())
            {
                return false;
            }

            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return TryReadSamples(ref reader) && !reader.Read();
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isNeuron = reader.ValueTextEquals("neuron"u8);
                var isCurrent = reader.ValueTextEquals(_options.ValueKey);
                if (!reader.Read() || !(isNeuron || isCurrent))
                {
                    return false;
                }

                if (isCurrent ? _samples.Count > 0 || !TryReadSamples(ref reader) : reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out neuron) || neuron < 0)
                {
                    return false;
                }
            }

            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // null in a list is a sample that is missing.
    private bool TryReadSamples(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            _samples.Add(reader.GetDouble());
            return true;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.Number or JsonTokenType.Null)
        {
            _samples.Add(reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble());
        }

        return reader.TokenType == JsonTokenType.EndArray;
    }
}

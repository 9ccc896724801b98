using System.Buffers;
using System.Text.Json;
using MQTTnet;

namespace Noble.Edge.Rig;

/// <summary>Commands to the loop over MQTT v5, each answered on its response topic after it was queued or refused.</summary>
/// <remarks>Whatever arrives is counted and never thrown. The answer says that the loop will see the command, not what came of it.</remarks>
public sealed class MqttCommands : IInputPort, IDisposable
{
    private const int Reserve = 64; // room that only an emergency stop takes

    private readonly MqttCommandsOptions _options;
    private readonly IMonotonicClock _clock;
    private readonly InputQueue _queue;
    private readonly CircuitCommandReader? _circuit;
    private readonly MqttPeer _peer;
    private long _accepted;
    private long _refused;
    private long _unanswered;

    /// <param name="options">Where commands come from.</param>
    /// <param name="clock">The clock on which they are timed.</param>
    public MqttCommands(MqttCommandsOptions options, IMonotonicClock clock)
    {
        _options = options;
        _clock = clock;
        _queue = new InputQueue(options.QueueMaximum + Reserve);
        _circuit = options.Circuit is { } circuit ? new CircuitCommandReader(circuit) : null;

        // A session that persists would deliver commands long after they were meant.
        var connection = options.Connection with { SessionExpiry = TimeSpan.Zero };
        _peer = new MqttPeer(connection, "commands", [options.Topics.Command], Receive, clock);
    }

    /// <inheritdoc />
    public string Name => "mqtt-commands";

    /// <inheritdoc />
    public int PollDescriptor => _queue.Descriptor;

    /// <summary>Commands that were queued for the loop.</summary>
    public long Accepted => Volatile.Read(ref _accepted);

    /// <summary>Messages that were not.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Answers that could not be sent: no connection, too many under way, or a topic that is none.</summary>
    public long Unanswered => Volatile.Read(ref _unanswered);

    /// <summary>How often a broken connection was made again.</summary>
    public long Reconnections => _peer.Reconnections;

    /// <summary>Whether a broker is connected: commands come only then.</summary>
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
    /// <returns>Null where it was queued; otherwise why it was refused.</returns>
    internal string? Take(in ReadOnlySequence<byte> payload, bool retained)
    {
        var reason = Judge(payload, retained, out var command);
        if (reason is null && !TryQueue(command))
        {
            reason = $"the queue is full: {_options.QueueMaximum} commands wait for the loop";
        }

        if (reason is null)
        {
            Volatile.Write(ref _accepted, _accepted + 1);
        }
        else
        {
            Volatile.Write(ref _refused, _refused + 1);
        }

        return reason;
    }

    private string? Judge(in ReadOnlySequence<byte> payload, bool retained, out InputEvent command)
    {
        command = default;
        if (payload.Length > _options.PayloadMaximum)
        {
            return $"payload of {payload.Length} bytes: expected at most {_options.PayloadMaximum}";
        }

        // A retained command would come again at each connection, long after it was meant.
        return retained
            ? "retained: expected a command that is not"
            : CommandPayload.Read(payload.IsSingleSegment ? payload.FirstSpan : payload.ToArray(), _circuit, out command);
    }

    private bool TryQueue(in InputEvent command)
    {
        var isEmergency = command is { Kind: InputKind.Command, Channel: (int)RigCommand.EmergencyStop };
        if (!isEmergency && _queue.Count >= _options.QueueMaximum)
        {
            return false;
        }

        // Where not even the reserve has room, dozens of emergency stops are in the queue already.
        var isQueued = _queue.TryPush(command with { TimeNanoseconds = _clock.NowNanoseconds }) || isEmergency;
        _queue.Signal();
        return isQueued;
    }

    private void Receive(MqttApplicationMessage message)
    {
        var reason = Take(message.Payload, message.Retain);
        if (message.ResponseTopic is not { Length: > 0 } topic)
        {
            return;
        }

        var answer = JsonSerializer.SerializeToUtf8Bytes(new CommandAnswer { Accepted = reason is null, Reason = reason }, MqttJson.Default.CommandAnswer);
        if (topic.AsSpan().ContainsAny("+#\0") || topic == _options.Topics.Command || !_peer.TryPublish(topic, answer, message.CorrelationData))
        {
            Volatile.Write(ref _unanswered, _unanswered + 1);
        }
    }
}

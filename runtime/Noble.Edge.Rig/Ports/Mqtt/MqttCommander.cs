using System.Buffers;
using System.Text.Json;
using MQTTnet;

namespace Noble.Edge.Rig;

/// <summary>Sends commands to a rig over MQTT and hears what became of them.</summary>
public sealed class MqttCommander : IDisposable
{
    private readonly MqttPeer _peer;
    private readonly StreamTopics _topics;
    private readonly string _answers;
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _answered = new(false);
    private Guid _asked;
    private CommandAnswer? _answer;

    /// <param name="connection">The broker.</param>
    /// <param name="topics">The rig's topics.</param>
    /// <param name="clock">The clock.</param>
    public MqttCommander(MqttConnectionOptions connection, StreamTopics topics, IMonotonicClock clock)
    {
        _topics = topics;
        _answers = $"{topics.Command}/{Guid.NewGuid():N}";
        _peer = new MqttPeer(connection with { SessionExpiry = TimeSpan.Zero }, $"commander-{Guid.NewGuid():N}", [_answers], Receive, clock);
    }

    /// <summary>Connects.</summary>
    /// <exception cref="BrokerUnreachableException">No broker answers.</exception>
    /// <exception cref="BrokerRefusedException">One does, and it or its certificate will not do.</exception>
    /// <exception cref="SubscribeRefusedException">This client may not read its answers' topic.</exception>
    public void Open() => _peer.Open();

    /// <summary>Sends a command and waits for the rig's answer. One call at a time.</summary>
    /// <param name="command">As on the wire: emergency-stop, trigger, pause, resume, target, heartbeat or stop; holding, conductance, background-excitatory or background-inhibitory of a circuit.</param>
    /// <param name="value">Its argument, or null.</param>
    /// <param name="patience">How long the answer may take.</param>
    /// <param name="cell">Which cell of a circuit, or null.</param>
    /// <param name="connection">Which connection of a circuit, or null.</param>
    /// <returns>Whether the rig took it, and if not why; null where no rig answered.</returns>
    public (bool IsAccepted, string? Reason)? Send(string command, double? value, TimeSpan patience, int? cell = null, string? connection = null)
    {
        lock (_gate)
        {
            (_asked, _answer) = (Guid.NewGuid(), null);
        }

        var payload = JsonSerializer.SerializeToUtf8Bytes(new CommandPayload { Command = command, Value = value, Cell = cell, Connection = connection }, MqttJson.Default.CommandPayload);
        if (!_peer.TryPublish(_topics.Command, payload, _asked.ToByteArray(), _answers) || !_answered.WaitOne(patience))
        {
            return null;
        }

        lock (_gate)
        {
            return _answer is { } answer ? (answer.Accepted, answer.Reason) : null;
        }
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        _peer.Dispose();
        _answered.Dispose();
    }

    private void Receive(MqttApplicationMessage message)
    {
        lock (_gate)
        {
            if (message.CorrelationData is not { Length: 16 } correlation || new Guid(correlation) != _asked || _answer is not null)
            {
                return;
            }

            try
            {
                _answer = JsonSerializer.Deserialize(message.Payload.ToArray(), MqttJson.Default.CommandAnswer);
            }
            catch (JsonException)
            {
                return; // no answer of a rig's
            }

            if (_answer is not null)
            {
                _answered.Set();
            }
        }
    }
}

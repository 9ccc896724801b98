using System.Buffers;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Noble.Edge.Rig;

/// <summary>A publisher's connection to a broker: MQTT v5, a last will, each call in bounded time. For one thread.</summary>
internal sealed class MqttConnection : IDisposable
{
    private readonly MqttPortOptions _options;
    private readonly MqttClientOptions _client;
    private readonly IMqttClient _mqtt = new MqttClientFactory().CreateMqttClient();

    internal MqttConnection(MqttPortOptions options, string clientId, byte[] lastWill)
    {
        _options = options;
        _client = new MqttClientOptionsBuilder()
            .WithTcpServer(options.Host, options.Port)
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId(clientId)
            .WithTimeout(options.AnswerTimeout)
            .WithWillTopic(options.Topics.State)
            .WithWillPayload(lastWill)
            .WithWillRetain()
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .Build();
    }

    /// <exception cref="BrokerUnreachableException">No broker answers there, or it refuses this client.</exception>
    internal void Connect()
    {
        using var timeout = new CancellationTokenSource(_options.AnswerTimeout);
        MqttClientConnectResult result;
        try
        {
            result = _mqtt.ConnectAsync(_client, timeout.Token).GetAwaiter().GetResult();
        }
        catch (Exception error) when (IsBroken(error))
        {
            var reason = timeout.IsCancellationRequested ? "no answer in time" : (error.InnerException ?? error).Message;
            throw new BrokerUnreachableException(_options.Host, _options.Port, reason, error);
        }

        if (result.ResultCode != MqttClientConnectResultCode.Success)
        {
            throw new BrokerUnreachableException(_options.Host, _options.Port, $"it refused the connection: {result.ResultCode}");
        }
    }

    /// <summary>Publishes and waits for the acknowledgement that the quality of service has.</summary>
    /// <returns>False where the connection is broken; whether the broker has the message is then not known.</returns>
    /// <exception cref="PublishRefusedException">The broker refused.</exception>
    internal bool TryPublish(string topic, ReadOnlyMemory<byte> payload, int qualityOfService, bool retain)
    {
        var message = new MqttApplicationMessage
        {
            Topic = topic,
            Payload = new ReadOnlySequence<byte>(payload),
            QualityOfServiceLevel = (MqttQualityOfServiceLevel)qualityOfService,
            Retain = retain,
        };
        try
        {
            using var timeout = new CancellationTokenSource(_options.AnswerTimeout);
            var result = _mqtt.PublishAsync(message, timeout.Token).GetAwaiter().GetResult();
            return result.IsSuccess
                ? true
                : throw new PublishRefusedException(topic, result.ReasonString is { Length: > 0 } reason ? reason : result.ReasonCode.ToString());
        }
        catch (Exception error) when (IsBroken(error))
        {
            return false;
        }
    }

    /// <summary>Says goodbye, so that the last will is not sent.</summary>
    internal void Disconnect()
    {
        try
        {
            if (_mqtt.IsConnected)
            {
                using var timeout = new CancellationTokenSource(_options.AnswerTimeout);
                _mqtt.DisconnectAsync(new MqttClientDisconnectOptions(), timeout.Token).GetAwaiter().GetResult();
            }
        }
        catch (Exception error) when (IsBroken(error))
        {
            // It is gone already.
        }
    }

    /// <summary>Closes the connection without a goodbye, if it is still there: the broker then sends the last will.</summary>
    public void Dispose() => _mqtt.Dispose();

    private static bool IsBroken(Exception error) =>
        error is MqttCommunicationException or MqttProtocolViolationException or OperationCanceledException
            or System.Net.Sockets.SocketException or IOException or InvalidOperationException or ObjectDisposedException;
}

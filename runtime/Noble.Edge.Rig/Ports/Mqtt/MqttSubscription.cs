using System.Buffers;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace Noble.Edge.Rig;

/// <summary>The reading end: a client that hands every message of its topics to the caller, one at a time.</summary>
public sealed class MqttSubscription : IDisposable
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();

    private MqttSubscription(Action<string, ReadOnlySequence<byte>> received, Action disconnected)
    {
        _client.ApplicationMessageReceivedAsync += args =>
        {
            received(args.ApplicationMessage.Topic, args.ApplicationMessage.Payload);
            return Task.CompletedTask;
        };
        _client.DisconnectedAsync += args =>
        {
            if (args.ClientWasConnected)
            {
                disconnected();
            }

            return Task.CompletedTask;
        };
    }

    /// <summary>Connects and subscribes at quality of service 1.</summary>
    /// <param name="host">Broker's host.</param>
    /// <param name="port">Broker's port.</param>
    /// <param name="filters">Topic filters.</param>
    /// <param name="received">Called with topic and payload, never twice at the same time; the payload is valid during the call.</param>
    /// <param name="disconnected">Called when the connection has ended.</param>
    /// <exception cref="BrokerUnreachableException">No broker answers there.</exception>
    public static MqttSubscription Open(
        string host, int port, IEnumerable<string> filters, Action<string, ReadOnlySequence<byte>> received, Action disconnected)
    {
        var subscription = new MqttSubscription(received, disconnected);
        using var timeout = new CancellationTokenSource(AnswerTimeout);
        try
        {
            var options = new MqttClientOptionsBuilder().WithTcpServer(host, port).WithTimeout(AnswerTimeout).Build();
            subscription._client.ConnectAsync(options, timeout.Token).GetAwaiter().GetResult();
            foreach (var filter in filters)
            {
                subscription._client.SubscribeAsync(filter, MqttQualityOfServiceLevel.AtLeastOnce, timeout.Token).GetAwaiter().GetResult();
            }

            return subscription;
        }
        catch (Exception error) when (error is MqttCommunicationException or OperationCanceledException or System.Net.Sockets.SocketException or IOException)
        {
            subscription.Dispose();
            var reason = timeout.IsCancellationRequested ? "no answer in time" : (error.InnerException ?? error).Message;
            throw new BrokerUnreachableException(host, port, reason, error);
        }
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose() => _client.Dispose();
}

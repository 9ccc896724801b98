using System.Buffers;

namespace Noble.Edge.Rig;

/// <summary>The reading end: a client that hands every message of its topics to the caller, one at a time, until its connection ends.</summary>
public sealed class MqttSubscription : IDisposable
{
    private readonly MqttLink _link;

    private MqttSubscription(MqttLink link) => _link = link;

    /// <summary>Connects and subscribes at quality of service 1.</summary>
    /// <param name="connection">How the broker is reached.</param>
    /// <param name="filters">Topic filters.</param>
    /// <param name="received">Called with topic and payload, never twice at the same time; the payload is valid during the call.</param>
    /// <param name="disconnected">Called when the connection has ended.</param>
    /// <exception cref="BrokerUnreachableException">No broker answers there.</exception>
    /// <exception cref="BrokerRefusedException">One does, and it or its certificate will not do.</exception>
    /// <exception cref="MqttCredentialException">Password, certificate or key cannot be read.</exception>
    /// <exception cref="SubscribeRefusedException">This client may not read a topic.</exception>
    public static MqttSubscription Open(
        MqttConnectionOptions connection, IEnumerable<string> filters, Action<string, ReadOnlySequence<byte>> received, Action disconnected)
    {
        var connector = new MqttConnector(connection, "watch", $"noble-edge-watch-{Guid.NewGuid():N}", persists: true);
        var link = connector.Connect(lastWill: null, message => received(message.Topic, message.Payload), CancellationToken.None);
        try
        {
            if (!link.TrySubscribe([.. filters]))
            {
                throw new BrokerUnreachableException(link.Address.Host, link.Address.Port, "the connection broke at once");
            }
        }
        catch
        {
            link.Dispose();
            throw;
        }

        link.WhenEnded(_ => disconnected());
        return new MqttSubscription(link);
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        _link.WhenEnded(_ => { });
        _link.Disconnect();
        _link.Dispose();
    }
}

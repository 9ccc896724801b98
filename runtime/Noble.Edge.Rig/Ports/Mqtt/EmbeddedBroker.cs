using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Noble.Edge.Rig;

/// <summary>A small MQTT broker on loopback, for a rig that has none of its own.</summary>
public sealed class EmbeddedBroker : IDisposable
{
    private readonly MqttServer _server;
    private readonly MqttServerOptions _options;
    private readonly ConcurrentDictionary<string, Subscriber> _subscribers = new();
    private long _dropped;

    private EmbeddedBroker(EmbeddedBrokerOptions options)
    {
        _options = new MqttServerOptionsBuilder()
            .WithDefaultEndpoint()
            .WithDefaultEndpointPort(options.Port)
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
            .WithDefaultEndpointBoundIPV6Address(IPAddress.None)
            .WithMaxPendingMessagesPerClient(options.PendingMaximum)
            .Build();

        // The library resets connections on close, which throws away what a subscriber has not read yet.
        _options.DefaultEndpointOptions.LingerState = null!;
        _server = new MqttServerFactory().CreateMqttServer(_options);
        _server.ValidatingConnectionAsync += OnConnecting;
        _server.ClientSubscribedTopicAsync += OnSubscribed;
        _server.ClientUnsubscribedTopicAsync += OnUnsubscribed;
        _server.ClientDisconnectedAsync += OnDisconnected;
        _server.InterceptingOutboundPacketAsync += OnSending;
        _server.ClientAcknowledgedPublishPacketAsync += OnAcknowledged;
        _server.QueuedApplicationMessageOverwrittenAsync += OnOverwritten;
    }

    /// <summary>The port that it listens on.</summary>
    public int Port => _options.DefaultEndpointOptions.Port;

    /// <summary>Messages dropped because a subscriber was too slow.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Starts a broker.</summary>
    /// <exception cref="BrokerPortException">The port is in use or may not be opened.</exception>
    public static EmbeddedBroker Start(EmbeddedBrokerOptions options)
    {
        var broker = new EmbeddedBroker(options);
        try
        {
            broker._server.StartAsync().GetAwaiter().GetResult();
            return broker;
        }
        catch (SocketException error)
        {
            broker.Dispose();
            throw new BrokerPortException(options.Port, error.SocketErrorCode, error);
        }
    }

    /// <summary>Clients that are connected and have subscribed to a filter that this topic matches.</summary>
    public int SubscriberCount(string topic) => _subscribers.Values.Count(subscriber => subscriber.Matches(topic));

    /// <summary>Waits until so many clients have subscribed.</summary>
    /// <returns>False where the time went by, or it was cancelled, before they had.</returns>
    public bool WaitForSubscribers(string topic, int count, TimeSpan timeout, IMonotonicClock clock, CancellationToken cancellation)
    {
        var until = clock.NowNanoseconds + (timeout.Ticks * 100);
        while (SubscriberCount(topic) < count)
        {
            if (clock.NowNanoseconds >= until || cancellation.IsCancellationRequested)
            {
                return false;
            }

            clock.SleepUntil(Math.Min(until, clock.NowNanoseconds + 10_000_000));
        }

        return true;
    }

    /// <summary>Waits until every connected subscriber has what was published, acknowledged where its quality of service is 1 or 2.</summary>
    /// <returns>Messages that were not delivered when the time was over; 0 is good.</returns>
    public long Drain(TimeSpan timeout, IMonotonicClock clock)
    {
        var until = clock.NowNanoseconds + (timeout.Ticks * 100);
        var quiet = 0;
        while (true)
        {
            // A message is nowhere to be seen for the moment between the queue and the socket: look three times.
            var outstanding = Outstanding();
            quiet = outstanding == 0 ? quiet + 1 : 0;
            if (quiet == 3 || clock.NowNanoseconds >= until)
            {
                return outstanding;
            }

            clock.SleepUntil(clock.NowNanoseconds + 5_000_000);
        }
    }

    /// <summary>Stops the broker; its clients are disconnected.</summary>
    public void Dispose()
    {
        if (_server.IsStarted)
        {
            _server.StopAsync(new MqttServerStopOptionsBuilder().Build()).GetAwaiter().GetResult();
        }

        _server.Dispose();
    }

    private long Outstanding()
    {
        var outstanding = 0L;
        foreach (var client in _server.GetClientsAsync().GetAwaiter().GetResult())
        {
            outstanding += client.Session.PendingApplicationMessagesCount;
            if (_subscribers.TryGetValue(client.Id, out var subscriber))
            {
                outstanding += subscriber.Unacknowledged;
            }
        }

        return outstanding;
    }

    private Subscriber SubscriberOf(string client) => _subscribers.GetOrAdd(client, _ => new Subscriber());

    // MQTT v5 lets a client leave its name to the broker, and mosquitto_sub does.
    private static Task OnConnecting(ValidatingConnectionEventArgs args)
    {
        if (string.IsNullOrEmpty(args.ClientId))
        {
            args.AssignedClientIdentifier = $"client-{Guid.NewGuid():N}";
        }

        return Task.CompletedTask;
    }

    private Task OnSubscribed(ClientSubscribedTopicEventArgs args)
    {
        SubscriberOf(args.ClientId).Filters[args.TopicFilter.Topic] = true;
        return Task.CompletedTask;
    }

    private Task OnUnsubscribed(ClientUnsubscribedTopicEventArgs args)
    {
        SubscriberOf(args.ClientId).Filters.TryRemove(args.TopicFilter, out _);
        return Task.CompletedTask;
    }

    private Task OnDisconnected(ClientDisconnectedEventArgs args)
    {
        _subscribers.TryRemove(args.ClientId, out _);
        return Task.CompletedTask;
    }

    private Task OnSending(InterceptingPacketEventArgs args)
    {
        if (args.Packet is MqttPublishPacket { QualityOfServiceLevel: > MqttQualityOfServiceLevel.AtMostOnce })
        {
            SubscriberOf(args.ClientId).Sent();
        }

        return Task.CompletedTask;
    }

    private Task OnAcknowledged(ClientAcknowledgedPublishPacketEventArgs args)
    {
        SubscriberOf(args.ClientId).Acknowledged();
        return Task.CompletedTask;
    }

    private Task OnOverwritten(QueueMessageOverwrittenEventArgs args)
    {
        Interlocked.Increment(ref _dropped);
        return Task.CompletedTask;
    }

    private sealed class Subscriber
    {
        private long _unacknowledged;

        internal ConcurrentDictionary<string, bool> Filters { get; } = new();

        internal long Unacknowledged => Math.Max(0, Volatile.Read(ref _unacknowledged));

        internal bool Matches(string topic) =>
            Filters.Keys.Any(filter => MqttTopicFilterComparer.Compare(topic, filter) == MqttTopicFilterCompareResult.IsMatch);

        internal void Sent() => Interlocked.Increment(ref _unacknowledged);

        internal void Acknowledged() => Interlocked.Decrement(ref _unacknowledged);
    }
}

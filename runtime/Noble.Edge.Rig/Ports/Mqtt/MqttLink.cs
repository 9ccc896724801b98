using System.Buffers;
using System.Security.Authentication;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Noble.Edge.Rig;

/// <summary>One connection to a broker, from its making to its end; it is never made again, another takes its place.</summary>
internal sealed class MqttLink : IDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly MqttClientSettings _settings;
    private readonly TimeSpan _answerTimeout;
    private Action<MqttLink>? _ended;

    internal MqttLink(MqttClientSettings settings, MqttAddress address, TimeSpan answerTimeout, Action<MqttApplicationMessage>? received)
    {
        _settings = settings;
        _answerTimeout = answerTimeout;
        Address = address;
        _client.DisconnectedAsync += args =>
        {
            if (args.ClientWasConnected)
            {
                Volatile.Read(ref _ended)?.Invoke(this);
            }

            return Task.CompletedTask;
        };
        if (received is not null)
        {
            _client.ApplicationMessageReceivedAsync += args =>
            {
                received(args.ApplicationMessage);
                return Task.CompletedTask;
            };
        }
    }

    internal MqttAddress Address { get; }

    /// <summary>Messages that the broker takes without having acknowledged them.</summary>
    internal int ReceiveMaximum { get; private set; } = ushort.MaxValue;

    /// <summary>Longest packet that the broker takes [byte].</summary>
    internal long PacketMaximum { get; private set; } = uint.MaxValue;

    /// <summary>Whether the broker still knew the session.</summary>
    internal bool SessionPresent { get; private set; }

    internal bool IsConnected => _client.IsConnected;

    /// <summary>Connects.</summary>
    /// <exception cref="BrokerUnreachableException">No broker answers there.</exception>
    /// <exception cref="BrokerRefusedException">One does, and it or its certificate will not do.</exception>
    internal void Connect(CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(_answerTimeout);
        MqttClientConnectResult result;
        try
        {
            result = _client.ConnectAsync(_settings.Options, timeout.Token).GetAwaiter().GetResult();
        }
        catch (Exception error) when (IsBroken(error))
        {
            throw Explain(error, timeout.IsCancellationRequested);
        }

        if (result.ResultCode != MqttClientConnectResultCode.Success)
        {
            throw new BrokerRefusedException(Address.Host, Address.Port, Refusal(result));
        }

        ReceiveMaximum = result.ReceiveMaximum is null or 0 ? ushort.MaxValue : result.ReceiveMaximum.Value;
        PacketMaximum = result.MaximumPacketSize is null or 0 ? uint.MaxValue : result.MaximumPacketSize.Value;
        SessionPresent = result.IsSessionPresent;
    }

    /// <summary>Has the end of this connection told, also where it has come already.</summary>
    internal void WhenEnded(Action<MqttLink> ended)
    {
        Volatile.Write(ref _ended, ended);
        if (!_client.IsConnected)
        {
            ended(this);
        }
    }

    /// <summary>Subscribes at quality of service 1.</summary>
    /// <returns>False where the connection is broken.</returns>
    /// <exception cref="SubscribeRefusedException">The broker refused.</exception>
    internal bool TrySubscribe(IReadOnlyList<string> filters)
    {
        var options = new MqttClientSubscribeOptions
        {
            TopicFilters = [.. filters.Select(filter => new MqttTopicFilter { Topic = filter, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce })],
        };
        try
        {
            using var timeout = new CancellationTokenSource(_answerTimeout);
            var result = _client.SubscribeAsync(options, timeout.Token).GetAwaiter().GetResult();
            var refused = result.Items.FirstOrDefault(item => item.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2);
            return refused is null ? true : throw new SubscribeRefusedException(refused.TopicFilter.Topic, Words(refused.ResultCode.ToString()));
        }
        catch (Exception error) when (IsBroken(error))
        {
            return false;
        }
    }

    /// <summary>Starts a publication; the calls of one thread keep their order. The payload stays as it is until the task ends.</summary>
    /// <returns>Ends with the acknowledgement that the quality of service has, or fails with the connection.</returns>
    internal Task<MqttClientPublishResult> PublishAsync(
        string topic, ReadOnlyMemory<byte> payload, int qualityOfService, bool retain = false, string? responseTopic = null, byte[]? correlation = null)
    {
        var message = new MqttApplicationMessage
        {
            Topic = topic,
            Payload = new ReadOnlySequence<byte>(payload),
            QualityOfServiceLevel = (MqttQualityOfServiceLevel)qualityOfService,
            Retain = retain,
            ResponseTopic = responseTopic,
            CorrelationData = correlation,
        };
        return _client.PublishAsync(message, CancellationToken.None);
    }

    /// <summary>Publishes, retained, and waits for the acknowledgement.</summary>
    /// <returns>False where the connection is broken; whether the broker has the message is then not known.</returns>
    /// <exception cref="PublishRefusedException">The broker refused.</exception>
    internal bool TryRetain(string topic, byte[] payload)
    {
        try
        {
            var result = PublishAsync(topic, payload, qualityOfService: 1, retain: true).WaitAsync(_answerTimeout).GetAwaiter().GetResult();
            return result.IsSuccess ? true : throw Refused(topic, result);
        }
        catch (Exception error) when (IsBroken(error))
        {
            return false;
        }
    }

    internal static PublishRefusedException Refused(string topic, MqttClientPublishResult result) =>
        new(topic, result.ReasonString is { Length: > 0 } reason ? reason : Words(result.ReasonCode.ToString()));

    /// <summary>Says goodbye, so that the last will is not sent.</summary>
    internal void Disconnect()
    {
        try
        {
            if (_client.IsConnected)
            {
                using var timeout = new CancellationTokenSource(_answerTimeout);
                _client.DisconnectAsync(new MqttClientDisconnectOptions(), timeout.Token).GetAwaiter().GetResult();
            }
        }
        catch (Exception error) when (IsBroken(error))
        {
            // It is gone already.
        }
    }

    /// <summary>Closes the connection without a goodbye, if it is still there: the broker then sends the last will.</summary>
    public void Dispose()
    {
        _client.Dispose();
        _settings.Dispose();
    }

    /// <summary>Whether an exception of the library means that the connection is no more.</summary>
    internal static bool IsBroken(Exception error) =>
        error is MqttCommunicationException or MqttProtocolViolationException or OperationCanceledException or TimeoutException or AuthenticationException
            or System.Net.Sockets.SocketException or IOException or InvalidOperationException or ObjectDisposedException;

    private Exception Explain(Exception error, bool late)
    {
        if (_settings.Check?.Failure is { } fault)
        {
            return new BrokerRefusedException(Address.Host, Address.Port, fault, error);
        }

        if (late)
        {
            return new BrokerUnreachableException(Address.Host, Address.Port, "no answer in time", error);
        }

        var cause = error;
        while (cause.InnerException is { } inner)
        {
            cause = inner;
        }

        // A broker that speaks TLS 1.3 refuses our certificate only after the handshake, by hanging up.
        var reason = cause.Message.TrimEnd('.');
        if (_settings.Check is null || cause is System.Net.Sockets.SocketException { SocketErrorCode: System.Net.Sockets.SocketError.ConnectionRefused })
        {
            return new BrokerUnreachableException(Address.Host, Address.Port, reason, error);
        }

        var certificate = _settings.HasCertificate ? "it may not accept our certificate" : "it may want a client certificate, none is configured";
        return new BrokerRefusedException(Address.Host, Address.Port, $"TLS: it broke the connection off, {certificate} ({reason})", error);
    }

    private static string Refusal(MqttClientConnectResult result)
    {
        var reason = result.ReasonString is { Length: > 0 } said ? $" ({said})" : "";
        return result.ResultCode is MqttClientConnectResultCode.BadUserNameOrPassword or MqttClientConnectResultCode.NotAuthorized
            ? $"it refused user name and password, or this client: {Words(result.ResultCode.ToString())}{reason}"
            : $"it refused the connection: {Words(result.ResultCode.ToString())}{reason}";
    }

    // NotAuthorized -> not authorized
    private static string Words(string name) =>
        string.Concat(name.Select((letter, at) => char.IsUpper(letter) ? (at > 0 ? " " : "") + char.ToLowerInvariant(letter) : letter.ToString()));
}

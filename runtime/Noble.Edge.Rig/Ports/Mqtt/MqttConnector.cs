namespace Noble.Edge.Rig;

/// <summary>Makes connections for one client: its addresses in turn, beginning with the one that answered last. For one thread.</summary>
internal sealed class MqttConnector
{
    private readonly MqttConnectionOptions _options;
    private readonly string _clientId;
    private readonly bool _persists;
    private int _first;

    /// <param name="options">How the broker is reached.</param>
    /// <param name="role">What this client does; the end of its client id.</param>
    /// <param name="fallbackId">The client id where the options have none.</param>
    /// <param name="persists">Whether the session is to persist where the options say so: it is for those that read.</param>
    internal MqttConnector(MqttConnectionOptions options, string role, string fallbackId, bool persists)
    {
        options.Check();
        _options = options;
        _clientId = options.ClientId is { } id ? $"{id}-{role}" : fallbackId;
        _persists = persists && options.SessionExpiry > TimeSpan.Zero;
    }

    /// <summary>Tries each address once.</summary>
    /// <exception cref="BrokerUnreachableException">None answers.</exception>
    /// <exception cref="BrokerRefusedException">One answers and will not do, and no other is better.</exception>
    /// <exception cref="MqttCredentialException">Password, certificate or key cannot be read.</exception>
    internal MqttLink Connect(MqttLastWill? lastWill, Action<MQTTnet.MqttApplicationMessage>? received, CancellationToken cancellation)
    {
        BrokerRefusedException? refused = null;
        var unreachable = new List<BrokerUnreachableException>();
        for (var turn = 0; turn < _options.Addresses.Count; turn++)
        {
            var at = (_first + turn) % _options.Addresses.Count;
            var address = _options.Addresses[at];
            var settings = new MqttClientSettings(_options, address, _clientId, _persists, lastWill);
            var link = new MqttLink(settings, address, _options.AnswerTimeout, received);
            try
            {
                link.Connect(cancellation);
                _first = at;
                return link;
            }
            catch (BrokerRefusedException error)
            {
                refused ??= error;
            }
            catch (BrokerUnreachableException error)
            {
                unreachable.Add(error);
            }

            link.Dispose();
        }

        throw refused ?? (Exception)Combine(unreachable);
    }

    private static BrokerUnreachableException Combine(List<BrokerUnreachableException> all) =>
        all.Count == 1
            ? all[0]
            : new BrokerUnreachableException(
                all[0].Host, all[0].Port, $"{all[0].Reason}{string.Concat(all.Skip(1).Select(one => $"; nor at {one.Host}:{one.Port}: {one.Reason}"))}", all[0]);
}

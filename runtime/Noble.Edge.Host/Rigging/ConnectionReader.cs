using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>Reads <c>mqtt</c>: how the broker is reached, beyond an address.</summary>
internal static class ConnectionReader
{
    /// <summary>The key.</summary>
    internal const string Key = "mqtt";

    internal static MqttConnectionOptions Read(ConfigSection section)
    {
        var tls = section.Section("tls") is { } inner ? Tls(inner) : null;
        var options = section.Make(() =>
        {
            var standard = new MqttConnectionOptions();
            return new MqttConnectionOptions
            {
                Addresses = section.Texts("addresses") is { } addresses
                    ? [.. addresses.Select(text => Address(text))]
                    : throw section.Mistake("'addresses' is missing, expected the brokers' addresses, as in [\"lab-a:8883\", \"lab-b:8883\"]"),
                UserName = section.Text("userName"),
                PasswordFile = section.File("passwordFile"),
                PasswordVariable = section.Text("passwordVariable"),
                Tls = tls,
                ClientId = section.Text("clientId"),
                KeepAlive = section.Milliseconds("keepAliveMilliseconds") ?? standard.KeepAlive,
                SessionExpiry = section.Milliseconds("sessionExpiryMilliseconds") ?? standard.SessionExpiry,
                AnswerTimeout = section.Milliseconds("answerMilliseconds") ?? standard.AnswerTimeout,
                FirstBackOff = section.Milliseconds("firstBackOffMilliseconds") ?? standard.FirstBackOff,
                LastBackOff = section.Milliseconds("lastBackOffMilliseconds") ?? standard.LastBackOff,
                InflightMaximum = section.Whole("inflightMaximum") ?? standard.InflightMaximum,
            };
        });
        try
        {
            options.Check();
        }
        catch (Exception error) when (error is MqttCredentialException or ArgumentOutOfRangeException)
        {
            throw section.Mistake(error.Message);
        }

        section.Finish();
        return options;
    }

    private static MqttAddress Address(string text)
    {
        var address = BrokerAddress.Parse(text);
        return address.IsEmbedded ? throw new UserMistakeException("addresses: expected HOST:PORT, found embedded") : new MqttAddress(address.Host, address.Port);
    }

    private static MqttTlsOptions Tls(ConfigSection section)
    {
        var tls = new MqttTlsOptions
        {
            AuthorityFile = section.File("authorityFile"),
            CertificateFile = section.File("certificateFile"),
            KeyFile = section.File("keyFile"),
            ServerName = section.Text("serverName"),
        };
        section.Finish();
        return tls;
    }
}

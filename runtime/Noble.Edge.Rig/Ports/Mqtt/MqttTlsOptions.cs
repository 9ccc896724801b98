namespace Noble.Edge.Rig;

/// <summary>TLS 1.2 or newer to the broker, with or without a certificate of our own. Files are PEM and are read at each connection.</summary>
public sealed record MqttTlsOptions
{
    /// <summary>The authorities of which one must have signed the broker's certificate; default null, those that the system trusts.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Our certificate, where the broker asks for one; default null. Needs <see cref="KeyFile"/>.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>Its private key, without a passphrase; default null. Needs <see cref="CertificateFile"/>.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The name that the broker's certificate must carry; default null, the host that is connected to.</summary>
    public string? ServerName { get; init; }

    /// <exception cref="MqttCredentialException">One of certificate and key is missing.</exception>
    internal void Check()
    {
        if ((CertificateFile is null) != (KeyFile is null))
        {
            var (given, missing) = CertificateFile is null ? ($"key file {KeyFile}", "its certificate file") : ($"certificate file {CertificateFile}", "its key file");
            throw new MqttCredentialException($"MQTT client {given}: expected {missing} too");
        }
    }
}

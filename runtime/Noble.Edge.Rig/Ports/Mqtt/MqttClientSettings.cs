using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Noble.Edge.Rig;

/// <summary>Turns our options into the library's; reads password, certificates and key.</summary>
internal sealed class MqttClientSettings : IDisposable
{
    private const int SecretMaximum = 1 << 20; // [byte]; no password, certificate or key is longer

    private readonly X509Certificate2? _certificate;

    /// <exception cref="MqttCredentialException">A file or variable is missing or unusable.</exception>
    internal MqttClientSettings(MqttConnectionOptions options, MqttAddress address, string clientId, bool persists, MqttLastWill? lastWill)
    {
        var builder = new MqttClientOptionsBuilder()
            .WithTcpServer(address.Host, address.Port)
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId(clientId)
            .WithTimeout(options.AnswerTimeout)
            .WithKeepAlivePeriod(options.KeepAlive)
            .WithReceiveMaximum((ushort)options.InflightMaximum)
            .WithoutPacketFragmentation() // one packet, one segment
            .WithCleanStart(!persists)
            .WithSessionExpiryInterval(persists ? (uint)options.SessionExpiry.TotalSeconds : 0);
        if (options.UserName is { } user)
        {
            builder = builder.WithCredentials(user, Password(options));
        }

        if (lastWill is not null)
        {
            builder = builder
                .WithWillTopic(lastWill.Topic)
                .WithWillPayload(lastWill.Payload)
                .WithWillRetain()
                .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        }

        if (options.Tls is { } tls)
        {
            var authorities = tls.AuthorityFile is { } file ? Authorities(file) : null;
            _certificate = tls.CertificateFile is null ? null : Certificate(tls.CertificateFile, tls.KeyFile!);
            Check = new CertificateCheck(tls, address.Host, authorities);
            builder = builder.WithTlsOptions(to =>
            {
                to.UseTls()
                    .WithSslProtocols(SslProtocols.Tls12 | SslProtocols.Tls13)
                    .WithTargetHost(tls.ServerName ?? address.Host)
                    .WithCertificateValidationHandler(Check.Accept);
                if (_certificate is not null)
                {
                    to.WithClientCertificates(new X509Certificate2Collection(_certificate));
                }
            });
        }

        Options = builder.Build();
    }

    internal MqttClientOptions Options { get; }

    /// <summary>What is said of the broker's certificate; null without TLS.</summary>
    internal CertificateCheck? Check { get; }

    internal bool HasCertificate => _certificate is not null;

    public void Dispose() => _certificate?.Dispose();

    private static byte[]? Password(MqttConnectionOptions options)
    {
        if (options.PasswordVariable is { } variable)
        {
            return Environment.GetEnvironmentVariable(variable) is { Length: > 0 } password
                ? Encoding.UTF8.GetBytes(password)
                : throw new MqttCredentialException($"environment variable {variable}: expected the MQTT password, it is not set");
        }

        return options.PasswordFile is { } file ? Encoding.UTF8.GetBytes(Read(file, "MQTT password file").TrimEnd('\r', '\n')) : null;
    }

    private static X509Certificate2Collection Authorities(string file)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPem(Read(file, "authority file"));
        }
        catch (CryptographicException error)
        {
            throw new MqttCredentialException($"authority file {file}: expected certificates as PEM ({error.Message})", error);
        }

        return authorities.Count > 0
            ? authorities
            : throw new MqttCredentialException($"authority file {file}: expected certificates as PEM, there is none in it");
    }

    private static X509Certificate2 Certificate(string file, string keyFile)
    {
        var certificate = Read(file, "client certificate file");
        var key = Read(keyFile, "client key file");
        try
        {
            return X509Certificate2.CreateFromPem(certificate, key);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw new MqttCredentialException(
                $"client certificate {file} with key {keyFile}: expected a certificate and its key as PEM, the key without a passphrase", error);
        }
    }

    private static string Read(string file, string what)
    {
        try
        {
            return new FileInfo(file).Length <= SecretMaximum
                ? File.ReadAllText(file)
                : throw new MqttCredentialException($"{what} {file}: expected at most {SecretMaximum} bytes");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var reason = error is FileNotFoundException or DirectoryNotFoundException ? "it does not exist" : error.Message;
            throw new MqttCredentialException($"{what} {file}: expected to read it, {reason}", error);
        }
    }
}

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Noble.Edge.Rig.Tests;

/// <summary>A certificate authority of the tests' own: writes its certificate, and certificates with keys that it signed.</summary>
internal sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly X509Certificate2 _authority;

    internal TestAuthority(string name = "Noble test authority")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _authority = request.CreateSelfSigned(Now.AddDays(-1000), Now.AddDays(30));
    }

    internal void WriteAuthority(string path) => File.WriteAllText(path, _authority.ExportCertificatePem());

    /// <summary>Writes <c>name.pem</c> and <c>name.key</c> into the folder.</summary>
    internal void WriteServer(string folder, string name, string host = "localhost", int validDays = 20) =>
        Write(folder, name, $"CN={host}", "1.3.6.1.5.5.7.3.1", validDays, host);

    /// <summary>Writes <c>name.pem</c> and <c>name.key</c> into the folder.</summary>
    internal void WriteClient(string folder, string name) => Write(folder, name, $"CN={name}", "1.3.6.1.5.5.7.3.2", 20, host: null);

    public void Dispose() => _authority.Dispose();

    private void Write(string folder, string name, string subject, string purpose, int validDays, string? host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: false));
        if (host is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(host);
            if (host == "localhost")
            {
                names.AddIpAddress(IPAddress.Loopback);
            }

            request.CertificateExtensions.Add(names.Build());
        }

        using var certificate = request.Create(_authority, Now.AddDays(-100), Now.AddDays(validDays), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(Path.Combine(folder, $"{name}.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, $"{name}.key"), key.ExportPkcs8PrivateKeyPem());
    }
}

using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;

namespace Noble.Edge.Rig;

/// <summary>Decides on the broker's certificate, and keeps in words what is wrong with it.</summary>
internal sealed class CertificateCheck(MqttTlsOptions options, string host, X509Certificate2Collection? authorities)
{
    /// <summary>Why the certificate was refused, or null.</summary>
    internal string? Failure { get; private set; }

    internal bool Accept(MqttClientCertificateValidationEventArgs args)
    {
        Failure = Judge(args);
        return Failure is null;
    }

    private string? Judge(MqttClientCertificateValidationEventArgs args)
    {
        if (args.Certificate is null)
        {
            return "TLS: it shows no certificate";
        }

        using var certificate = new X509Certificate2(args.Certificate);
        var faults = new List<string>();
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid("1.3.6.1.5.5.7.3.1")); // a server's
        if (authorities is not null)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        if (args.Chain is { } shown)
        {
            chain.ChainPolicy.ExtraStore.AddRange(shown.ChainPolicy.ExtraStore);
        }

        if (!chain.Build(certificate))
        {
            var status = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
            faults.AddRange(Faults(status, certificate));
        }

        if (args.SslPolicyErrors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            faults.Add($"its certificate is not for '{options.ServerName ?? host}' but for '{certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false)}'");
        }

        return faults.Count == 0 ? null : $"TLS: {string.Join("; ", faults)}";
    }

    private IEnumerable<string> Faults(X509ChainStatusFlags status, X509Certificate2 certificate)
    {
        const X509ChainStatusFlags Authority = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.NotSignatureValid;
        var known = Authority | X509ChainStatusFlags.NotTimeValid;
        if (status.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            var (from, to) = (certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());
            yield return to < DateTime.UtcNow
                ? FormattableString.Invariant($"its certificate expired on {to:yyyy-MM-dd HH:mm} UTC")
                : FormattableString.Invariant($"its certificate, or one that signed it, is not valid now (valid from {from:yyyy-MM-dd HH:mm} UTC)");
        }

        if ((status & Authority) != 0)
        {
            var where = options.AuthorityFile is { } file ? $"none of {file}" : "none that this system trusts";
            yield return $"its certificate is signed by an unknown authority ('{certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true)}', {where})";
        }

        if ((status & ~known) != 0)
        {
            yield return $"its certificate is not acceptable ({status & ~known})";
        }
    }
}

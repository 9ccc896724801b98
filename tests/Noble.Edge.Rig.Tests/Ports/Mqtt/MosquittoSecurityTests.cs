using System.Diagnostics;
using Noble.Edge.Spikes;

namespace Noble.Edge.Rig.Tests;

public sealed class MosquittoSecurityTests : IDisposable
{
    private const string Password = "correct horse";

    private readonly TestAuthority _authority = new();
    private readonly TestAuthority _foreign = new("Somebody else's authority");
    private readonly Mosquitto? _broker;

    public MosquittoSecurityTests()
    {
        if (!Mosquitto.IsInstalled)
        {
            return;
        }

        _broker = new Mosquitto(
            "cafile {folder}/ca.pem",
            "certfile {folder}/server.pem",
            "keyfile {folder}/server.key",
            "require_certificate true",
            "allow_anonymous false",
            "password_file {folder}/passwords",
            "acl_file {folder}/acl");
        var folder = _broker.Folder;
        _authority.WriteAuthority(_broker.PathOf("ca.pem"));
        _foreign.WriteAuthority(_broker.PathOf("foreign.pem"));
        _authority.WriteServer(folder, "server");
        _authority.WriteClient(folder, "rig");
        _foreign.WriteClient(folder, "stranger");
        File.WriteAllText(_broker.PathOf("password"), $"{Password}\n");
        File.WriteAllText(_broker.PathOf("wrong-password"), "incorrect horse\n");
        File.WriteAllText(_broker.PathOf("acl"), "user rig\ntopic readwrite noble/bench/#\ntopic write noble/half/meta\ntopic write noble/half/state\n");
        SetPassword(_broker.PathOf("passwords"));
    }

    public void Dispose()
    {
        _broker?.Dispose();
        _authority.Dispose();
        _foreign.Dispose();
    }

    [MosquittoFact]
    public void Open_RightCredentials_PublishesAndReads()
    {
        _broker!.Start();
        var read = new List<long>();
        using var subscription = MqttSubscription.Open(
            Connection(),
            ["noble/bench/spikes"],
            (_, payload) =>
            {
                lock (read)
                {
                    read.Add(payload.Length);
                }
            },
            () => { });
        using var port = TestStream.Open(Connection());
        port.Begin();
        Assert.Equal(2, port.Write([new SpikeEvent(1, 1), new SpikeEvent(2, 2)]));
        Assert.True(port.WaitUntilPublished());
        Waiting.For(
            () =>
            {
                lock (read)
                {
                    return read.Count == 1;
                }
            },
            "the batch");
        Assert.Equal(SpikeBatchCodec.LengthOf(2), read[0]);
    }

    [MosquittoFact]
    public void Open_WrongCredentials_EachIsRefusedInOneClearLine()
    {
        _broker!.Start();
        var at = $"MQTT broker at 127.0.0.1:{_broker.Port}: ";
        var tls = Connection().Tls!;

        AssertRefused($"{at}it refused user name and password, or this client: not authorized", Connection() with { PasswordFile = _broker.PathOf("wrong-password") });
        AssertRefused($"{at}it refused user name and password, or this client: not authorized", Connection() with { UserName = null, PasswordFile = null });
        AssertRefused($"{at}TLS: it broke the connection off, it may want a client certificate, none is configured", Connection() with { Tls = tls with { CertificateFile = null, KeyFile = null } });
        AssertRefused(
            $"{at}TLS: it broke the connection off, it may not accept our certificate",
            Connection() with { Tls = tls with { CertificateFile = _broker.PathOf("stranger.pem"), KeyFile = _broker.PathOf("stranger.key") } });
        AssertRefused(
            $"{at}TLS: its certificate is signed by an unknown authority ('Noble test authority', none of {_broker.PathOf("foreign.pem")})",
            Connection() with { Tls = tls with { AuthorityFile = _broker.PathOf("foreign.pem") } });
        AssertRefused(
            $"{at}TLS: its certificate is signed by an unknown authority ('Noble test authority', none that this system trusts)",
            Connection() with { Tls = tls with { AuthorityFile = null } });
        AssertRefused($"{at}TLS: its certificate is not for 'other.example' but for 'localhost'", Connection() with { Tls = tls with { ServerName = "other.example" } });
    }

    [MosquittoFact]
    public void Open_ExpiredServerCertificate_SaysSince()
    {
        _authority.WriteServer(_broker!.Folder, "server", validDays: -2);
        _broker.Start();
        var since = DateTime.UtcNow.AddDays(-2).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        AssertRefused($"MQTT broker at 127.0.0.1:{_broker.Port}: TLS: its certificate expired on {since}", Connection());
    }

    [MosquittoFact]
    public void Open_ForbiddenTopic_SaysWhich()
    {
        _broker!.Start();
        using var port = TestStream.Port(Connection(), rig: "other");
        Assert.Equal("the MQTT broker refused 'noble/other/meta': not authorized", Assert.Throws<PublishRefusedException>(port.Open).Message);
    }

    [MosquittoFact]
    public void Write_ForbiddenTopicOfSpikes_IsSaidAndTheSpikesCountAsGivenUp()
    {
        _broker!.Start();
        using var port = TestStream.Open(Connection(), rig: "half");
        port.Begin();
        Assert.Equal(2, port.Write([new SpikeEvent(1, 1), new SpikeEvent(2, 2)]));
        Assert.False(port.WaitUntilPublished());
        const string Refusal = "the MQTT broker refused 'noble/half/spikes': not authorized";
        Assert.Equal(Refusal, Assert.Throws<PublishRefusedException>(() => port.Write([new SpikeEvent(3, 3)])).Message);
        Assert.Equal(Refusal, Assert.Throws<PublishRefusedException>(() => port.Complete(1)).Message);
        Assert.Equal((0L, 2L), (port.Spikes, port.GivenUp));
    }

    [MosquittoFact]
    public void Open_CredentialFilesMissingOrDamaged_SaysWhichAndNoSecret()
    {
        var tls = Connection().Tls!;
        var missing = _broker!.PathOf("missing");
        AssertCredential($"MQTT password file {missing}: expected to read it, it does not exist", Connection() with { PasswordFile = missing });
        AssertCredential("environment variable NOBLE_TEST_NOT_SET: expected the MQTT password, it is not set", Connection() with { PasswordFile = null, PasswordVariable = "NOBLE_TEST_NOT_SET" });
        AssertCredential("MQTT password: expected a file or a variable, not both", Connection() with { PasswordVariable = "NOBLE_TEST_NOT_SET" });
        AssertCredential($"authority file {_broker.PathOf("password")}: expected certificates as PEM", Connection() with { Tls = tls with { AuthorityFile = _broker.PathOf("password") } });
        AssertCredential($"client certificate {_broker.PathOf("rig.pem")} with key {_broker.PathOf("stranger.key")}", Connection() with { Tls = tls with { KeyFile = _broker.PathOf("stranger.key") } });
        AssertCredential($"MQTT client certificate file {tls.CertificateFile}: expected its key file too", Connection() with { Tls = tls with { KeyFile = null } });
        Assert.DoesNotContain(Password, Connection().ToString(), StringComparison.Ordinal);
    }

    private static void AssertRefused(string expected, MqttConnectionOptions connection)
    {
        using var port = TestStream.Port(connection);
        AssertLine(expected, Assert.Throws<BrokerRefusedException>(port.Open));
    }

    private static void AssertCredential(string expected, MqttConnectionOptions connection) =>
        AssertLine(
            expected,
            Assert.Throws<MqttCredentialException>(() =>
            {
                using var port = TestStream.Port(connection);
                port.Open();
            }));

    private static void AssertLine(string expected, Exception error)
    {
        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("horse", error.Message, StringComparison.Ordinal);
    }

    private static void SetPassword(string file)
    {
        using var process = Process.Start("/usr/bin/mosquitto_passwd", ["-b", "-c", file, "rig", Password]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private MqttConnectionOptions Connection() => MqttConnectionOptions.To("127.0.0.1", _broker!.Port) with
    {
        UserName = "rig",
        PasswordFile = _broker.PathOf("password"),
        Tls = new MqttTlsOptions
        {
            AuthorityFile = _broker.PathOf("ca.pem"),
            CertificateFile = _broker.PathOf("rig.pem"),
            KeyFile = _broker.PathOf("rig.key"),
            ServerName = "localhost",
        },
    };
}

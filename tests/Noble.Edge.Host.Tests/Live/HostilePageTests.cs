using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

/// <summary>What a page, another site's page or a stranger must not be able to do.</summary>
public sealed class HostilePageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public HostilePageTests() => _model = SpikingModel.Write(_folder.File("small.noble"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Stream_MessagesThatAreNone_CloseTheConnectionAndHarmNobody()
    {
        using var run = NobleEdge.Start(Arguments());
        var url = PageRunTests.Url(run);
        await AssertRefusedAsync(url, "expected hello first", [17, 0, 0, 0, 0, 0, 0, 0], hello: "");
        await AssertRefusedAsync(url, "expected hello first", [16, 0, 0, 0, (byte)'{'], hello: "");
        await AssertRefusedAsync(url, "expected hello first", [], hello: "");
        await AssertRefusedAsync(url, "messages are binary", Encoding.UTF8.GetBytes("{}"), type: WebSocketMessageType.Text);
        await AssertRefusedAsync(url, "a message has at most 4096 bytes", new byte[100_000]);
        await AssertRefusedAsync(url, "unknown message", [99, 0, 0, 0]);
        await AssertRefusedAsync(url, "unknown message", []);
        await AssertRefusedAsync(url, "unknown message", [17, 0, 0, 0, 1]);
        await AssertRefusedAsync(url, "there is no such neuron", [17, 0, 0, 0, 2, 0, 0, 0]);
        await AssertRefusedAsync(url, "acknowledged a frame that was not sent", [18, 0, 0, 0, 255, 255, 255, 127]);
        await AssertRefusedAsync(url, "a command needs request and command", [19, 0, 0, 0, .. "[[[[[[[[[[[["u8]);
        await AssertRefusedAsync(url, "a command needs request and command", [19, 0, 0, 0, .. "{\"command\":\"stop\"}"u8]);
        await AssertRefusedAsync(url, "a command needs request and command", [19, 0, 0, 0, .. "{\"request\":\"1\",\"command\":\"stop\"}"u8]);
        await AssertStillServesAsync(run, url);
    }

    [Fact]
    public async Task Stream_OfAnotherSite_IsRefused()
    {
        using var run = NobleEdge.Start(Arguments());
        var url = PageRunTests.Url(run);
        var own = url.TrimEnd('/');
        foreach (var origin in new[] { "http://evil.example", "null", "http://127.0.0.1:1", own.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), "not an origin" })
        {
            var error = await Assert.ThrowsAsync<WebSocketException>(() => PageClient.OpenAsync(url, origin));
            Assert.Contains("403", error.Message, StringComparison.Ordinal);
        }

        // A name that somebody else's name server points here.
        var rebound = await Assert.ThrowsAsync<WebSocketException>(() => PageClient.OpenAsync(url, "http://evil.example", "evil.example"));
        Assert.Contains("421", rebound.Message, StringComparison.Ordinal);
        var other = await Assert.ThrowsAsync<WebSocketException>(() => PageClient.OpenAsync(url, protocol: "noble.live.2"));
        Assert.Contains("400", other.Message, StringComparison.Ordinal);

        using var page = await PageClient.OpenAsync(url, own);
        await page.ReadUntilAsync(() => page.Frames > 2);
    }

    [Fact]
    public async Task Stream_MoreThanSixteenPages_AreRefusedUntilOneLeaves()
    {
        using var run = NobleEdge.Start(Arguments());
        var url = PageRunTests.Url(run);
        var pages = new List<PageClient>();
        for (var i = 0; i < 16; i++)
        {
            pages.Add(await PageClient.OpenAsync(url));
        }

        var error = await Assert.ThrowsAsync<WebSocketException>(() => PageClient.OpenAsync(url));
        Assert.Contains("503", error.Message, StringComparison.Ordinal);
        await pages[5].ReadUntilAsync(() => pages[5].State.ValueKind != default && pages[5].State.GetProperty("pages").GetInt32() == 16);
        pages[0].Dispose();
        await pages[5].ReadUntilAsync(() => pages[5].State.GetProperty("pages").GetInt32() == 15);
        using var late = await PageClient.OpenAsync(url);
        await late.ReadUntilAsync(() => late.Frames > 2);
        pages.ForEach(page => page.Dispose());
        run.Terminate();
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Server_RubbishAndConnectionsThatSayNothing_HarmNobody()
    {
        using var run = NobleEdge.Start(Arguments());
        var url = PageRunTests.Url(run);
        var silent = new List<TcpClient>();
        var random = new Random(4);
        for (var i = 0; i < 40; i++)
        {
            var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, new Uri(url).Port);
            var rubbish = new byte[random.Next(1, 5_000)];
            random.NextBytes(rubbish);
            try
            {
                await client.GetStream().WriteAsync(i % 2 == 0 ? rubbish : "GET /stream HTTP/1.1\r\nHost: "u8.ToArray());
            }
            catch (IOException)
            {
                // Refused already.
            }

            silent.Add(client);
        }

        // One that is let in and never reads.
        using var deaf = await PageClient.OpenAsync(url);
        await AssertStillServesAsync(run, url);
        silent.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Token_IsNeededWhereOthersReachTheAddress()
    {
        var file = _folder.File("token");
        File.WriteAllText(file, "0123456789abcdef0123456789abcdef\n");
        using var run = NobleEdge.Start(Arguments("0.0.0.0:0", "--page-token-file", file));
        var url = PageRunTests.Url(run).Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789", run.Error, StringComparison.Ordinal);
        await AssertRefusedAsync(url, "the token is not this rig's", [17, 0, 0, 0, 0, 0, 0, 0]);
        await AssertRefusedAsync(url, "the token is not this rig's", [17, 0, 0, 0, 0, 0, 0, 0], hello: "{\"token\":\"0123456789abcdef0123456789abcdeF\"}");
        using var page = await PageClient.OpenAsync(url, hello: "{\"token\":\"0123456789abcdef0123456789abcdef\"}");
        await page.ReadUntilAsync(() => page.Frames > 2);

        using var client = new HttpClient();
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(new Uri($"{url}metrics"))).StatusCode);
        client.DefaultRequestHeaders.Authorization = new("Bearer", "wrong");
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(new Uri($"{url}metrics"))).StatusCode);
        client.DefaultRequestHeaders.Authorization = new("Bearer", "0123456789abcdef0123456789abcdef");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri($"{url}metrics"))).StatusCode);
    }

    [Fact]
    public void Page_MistakesOfTheUser_AreOneLine()
    {
        NobleEdge.AssertMistake(
            "page 0.0.0.0:8800: others than this machine reach that address, expected a token with it (--page-token-file FILE)", Arguments("0.0.0.0:8800"));
        NobleEdge.AssertMistake("page 'here': expected off or HOST:PORT, as in 127.0.0.1:8800", Arguments("here"));
        NobleEdge.AssertMistake("page '127.0.0.1:65536': expected off or HOST:PORT, as in 127.0.0.1:8800", Arguments("127.0.0.1:65536"));
        NobleEdge.AssertMistake($"page token file '{_folder.File("none")}' cannot be read: no such file", Arguments("127.0.0.1:0", "--page-token-file", _folder.File("none")));
        File.WriteAllText(_folder.File("short"), "secret");
        NobleEdge.AssertMistake(
            $"page token file '{_folder.File("short")}': expected 16 to 256 of the characters A-Z a-z 0-9 - . _ ~ + / =, as 'openssl rand -hex 32' makes them",
            Arguments("127.0.0.1:0", "--page-token-file", _folder.File("short")));
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        NobleEdge.AssertMistake(
            $"page 127.0.0.1:{port}: the address is in use, expected a free one (HOST:0 takes any free port, off serves no page)", Arguments($"127.0.0.1:{port}"));
    }

    private static async Task AssertRefusedAsync(string url, string reason, byte[] message, string hello = "{}", WebSocketMessageType type = WebSocketMessageType.Binary)
    {
        using var page = await PageClient.OpenAsync(url, hello: hello);
        try
        {
            await page.SendAsync(message, type);
            await page.ReadToEndAsync();
        }
        catch (WebSocketException) when (page.Closed is not null)
        {
            // Closed while this was still being sent.
        }

        Assert.Equal((WebSocketCloseStatus.PolicyViolation, reason), (page.Closed, page.Reason));
    }

    private static async Task AssertStillServesAsync(NobleEdge run, string url)
    {
        using (var page = await PageClient.OpenAsync(url))
        {
            await page.ReadUntilAsync(() => page.Frames > 5 && page.Spikes.Count > 0);
        }

        run.Terminate();
        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("error", run.Error, StringComparison.Ordinal);
    }

    private string[] Arguments(string address = "127.0.0.1:0", params string[] more) =>
        ["run", "--model", _model, "--broker", "embedded:0", "--neurons", "2", "--duration", "forever", "--page", address, .. more];
}

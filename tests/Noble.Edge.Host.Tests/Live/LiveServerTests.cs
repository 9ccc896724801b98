using System.Net.Sockets;
using System.Text;
using Noble.Edge.Rig;
using Noble.Edge.Spikes;

namespace Noble.Edge.Host.Tests;

/// <summary>The server in this process, with spikes that the test plays.</summary>
public sealed class LiveServerTests : IDisposable
{
    private readonly StillSource _source = new();
    private readonly LiveServer _server;

    public LiveServerTests() => _server = LiveServer.Start(_source, PageAddress.Parse("127.0.0.1:0"), null, MonotonicClock.Instance);

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Stream_MoreThanAPageKeepsUpWith_IsMissedAndCounted()
    {
        using var page = await PageClient.OpenAsync(_server.Url);
        page.Acknowledges = false;
        await page.ReadUntilAsync(() => page.Frames == 8);
        const int Played = 100_000;
        Play(Played);
        page.Acknowledges = true;
        await page.SendNumberAsync(18, 8);
        await page.ReadUntilAsync(() => page.Frames > 9);
        Assert.Equal(PageSession.FrameMaximum, page.Spikes.Count);
        Assert.Equal(Played - PageSession.FrameMaximum, page.Missed);
        Assert.Equal((Played - 1) % 1024, page.Spikes[^1].Neuron);
    }

    [Fact]
    public async Task End_PageThatReads_GetsTheLastSpikesAndTheEnd()
    {
        using var page = await PageClient.OpenAsync(_server.Url);
        page.Acknowledges = false; // the last ones come all the same
        await page.ReadUntilAsync(() => page.Frames == 8);
        Play(500);
        var reading = page.ReadToEndAsync();
        _server.End("signal", "done");
        await reading;
        Assert.Equal((500, 0), (page.Spikes.Count, page.Missed));
        Assert.Equal(("signal", "done"), (page.End?.GetProperty("ended").GetString(), page.End?.GetProperty("message").GetString()));
        Assert.Equal(0, _server.Pages);
    }

    [Fact]
    public async Task End_PageThatDoesNotRead_HoldsNobodyUp()
    {
        using var deaf = await PageClient.OpenAsync(_server.Url);
        Assert.True(SpinWait.SpinUntil(() => _source.Spikes.Readers == 1, TimeSpan.FromSeconds(30)));
        _server.End("signal", "done");
        _server.Dispose();
        Assert.True(SpinWait.SpinUntil(() => _source.Spikes.Readers == 0, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Stream_SafeState_IsToldAtOnceAndHealthSaysSo()
    {
        using var page = await PageClient.OpenAsync(_server.Url);
        await page.ReadUntilAsync(() => page.State.ValueKind == System.Text.Json.JsonValueKind.Object);
        _source.SafeState = "the loop stood still";
        await page.ReadUntilAsync(() => page.State.GetProperty("safeState").GetString() == "the loop stood still");
        using var client = new HttpClient();
        var health = await client.GetAsync(new Uri($"{_server.Url}health"));
        Assert.Equal((503, "every output is in its safe state: the loop stood still\n"), ((int)health.StatusCode, await health.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Commands_Flood_EndsThatConnectionOnly()
    {
        using var page = await PageClient.OpenAsync(_server.Url);
        using var other = await PageClient.OpenAsync(_server.Url);
        _source.Delay = TimeSpan.FromSeconds(0.5);
        try
        {
            for (var i = 0; i < 10_000; i++)
            {
                await page.SendJsonAsync(19, $"{{\"request\":{i},\"command\":\"x\"}}");
                _source.Delay = TimeSpan.Zero;
            }

            await page.ReadToEndAsync();
        }
        catch (System.Net.WebSockets.WebSocketException)
        {
            // Closed while this was still being sent.
        }

        await other.ReadUntilAsync(() => other.Frames > 5);
    }

    [Fact]
    public async Task Request_HeadLongerThanAllowed_IsRefused()
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", new Uri(_server.Url).Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: {new string('x', 20_000)}\r\n\r\n"));
        using var reader = new StreamReader(client.GetStream());
        Assert.StartsWith("HTTP/1.1 431", await reader.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void Start_DefaultAddressTaken_TakesAFreePort()
    {
        using var first = LiveServer.Start(new StillSource(), null, null, MonotonicClock.Instance);
        using var second = LiveServer.Start(new StillSource(), null, null, MonotonicClock.Instance);
        Assert.NotEqual(first.Url, second.Url);
        Assert.StartsWith("http://127.0.0.1:", second.Url, StringComparison.Ordinal);
    }

    private void Play(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _source.Spikes.Emit(new SpikeEvent(1_000L * i, i % 1024), 0);
        }
    }

    private sealed class StillSource : ILiveSource
    {
        public int NeuronCount => 1024;

        public long NowNanoseconds => 1_000_000_000;

        public SpikeBroadcast Spikes { get; } = new();

        public VoltageTap? Voltage => null;

        public string? SafeState { get; set; }

        internal TimeSpan Delay { get; set; }

        public RunMeters? Measure(Func<int> pages) => null;

        public (bool Ok, string Message) Do(string command, double? value)
        {
            Thread.Sleep(Delay);
            return (true, "");
        }

        public LiveDescription Describe() => new()
        {
            Program = "test",
            Model = new LiveModel("m", "h", "e"),
            Neurons = 1024,
            Population = "drawn",
            Seed = 1,
            StepNanoamperes = 0,
            LowestNanoamperes = 0,
            HighestNanoamperes = 0,
            TrialNanoseconds = 1,
            SampleNanoseconds = 1,
            DurationNanoseconds = null,
            LateAfterNanoseconds = 1,
            LatenessEdgesNanoseconds = [1],
            Ports = [],
            Controllers = [],
            Limits = [],
            Commands = [],
            ConfigurationFile = null,
            Configuration = null,
        };

        public LiveState Look(int pages) => new()
        {
            TimeNanoseconds = NowNanoseconds,
            IsHeld = false,
            IsPaused = false,
            SafeState = SafeState,
            StepNanoamperes = 0,
            SpikesPerSecond = 0,
            Played = 0,
            Late = 0,
            Dropped = 0,
            Underruns = 0,
            RenderMultiple = 0,
            Lateness = new LiveLateness { P50Microseconds = 0, P99Microseconds = 0, P999Microseconds = 0, MaximumMicroseconds = 0, Counts = [0, 0] },
            Ports = [],
            Ticks = null,
            Loop = null,
            Recording = null,
            Pages = pages,
        };
    }
}

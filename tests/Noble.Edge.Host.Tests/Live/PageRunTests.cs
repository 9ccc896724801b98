using System.Globalization;
using System.Text.Json;
using Noble.Edge.Operator;
using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

/// <summary>The whole program with a page that looks on.</summary>
public sealed class PageRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public PageRunTests() => _model = SpikingModel.Write(_folder.File("small.noble"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Stream_WholeRun_CarriesEverySpikeThatWasPlayed()
    {
        using var run = NobleEdge.Start(Arguments("--await-subscribers", "1", "--spikes", _folder.File("s.csv"), "--duration", "1s"));
        using var page = await PageClient.OpenAsync(Url(run));
        await page.ReadUntilAsync(() => page.Description.ValueKind == JsonValueKind.Object);

        // It begins when the spikes are subscribed to, so that the page is there from the first one on.
        using var watch = NobleEdge.Start("watch", "--broker", $"127.0.0.1:{run.BrokerPort()}");
        await page.ReadToEndAsync();
        Assert.Equal(0, run.ExitCode);

        var played = File.ReadLines(_folder.File("s.csv")).Skip(1).Select(line => line.Split(',')).ToArray();
        Assert.Equal(played.Length, page.Spikes.Count + page.Missed);
        Assert.Equal(0, page.Missed);
        Assert.True(played.Length > 20);
        foreach (var (line, (neuron, time)) in played.Zip(page.Spikes))
        {
            Assert.Equal(line[0], neuron.ToString(CultureInfo.InvariantCulture));
            Assert.InRange((double.Parse(line[1], CultureInfo.InvariantCulture) * 1e6) - time, -1, 1001);
        }

        Assert.Equal(("duration", System.Net.WebSockets.WebSocketCloseStatus.NormalClosure), (page.End?.GetProperty("ended").GetString(), page.Closed));
        Assert.Equal(played.Length, page.State.GetProperty("played").GetInt64());
        Assert.Equal(1_000_000_000, page.State.GetProperty("timeNanoseconds").GetInt64());
        Assert.Equal(played.Length, page.State.GetProperty("lateness").GetProperty("counts").EnumerateArray().Sum(count => count.GetInt64()));
    }

    [Fact]
    public async Task Description_AndState_HaveEveryFieldOfTheContract()
    {
        using var run = NobleEdge.Start(Arguments("--duration", "forever"));
        using var page = await PageClient.OpenAsync(Url(run));
        await page.ReadUntilAsync(() => page.Description.ValueKind == JsonValueKind.Object && page.State.ValueKind == JsonValueKind.Object);

        var readme = Readme();
        Assert.Equal(FieldsOf(readme, "Description:"), Names(page.Description));
        Assert.Equal(FieldsOf(readme, "State:"), Names(page.State));
        var edges = page.Description.GetProperty("latenessEdgesNanoseconds").EnumerateArray().Select(edge => edge.GetInt64()).ToArray();
        Assert.Equal(edges.Order().Distinct(), edges);
        Assert.Equal(edges.Length + 1, page.State.GetProperty("lateness").GetProperty("counts").GetArrayLength());
        Assert.Equal(1, page.State.GetProperty("pages").GetInt32());
        Assert.Equal(["emergency-stop", "current", "stop"], page.Description.GetProperty("commands").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal((true, "the run is ending"), await page.CommandAsync(1, "stop"));
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Voltage_OfTheSelectedNeuron_IsWhatIsRendered()
    {
        Assert.Equal(0, NobleEdge.Run("render", "--model", _model, "--neurons", "3", "--current", "0.25", "--seed", "1", "--out", _folder.File("V.npy")).ExitCode);
        var rendered = NpyFile.Read<float>(_folder.File("V.npy"));
        using var run = NobleEdge.Start(Arguments("--neurons", "3", "--current", "0.25", "--duration", "forever"));
        using var page = await PageClient.OpenAsync(Url(run));
        await page.SendNumberAsync(17, 2);
        await page.ReadUntilAsync(() => page.Description.ValueKind == JsonValueKind.Object);
        var samples = rendered.Shape[1];
        await page.ReadUntilAsync(() => page.Voltage.Sum(piece => piece.Samples.Length) > 3 * samples);

        var trial = page.Description.GetProperty("trialNanoseconds").GetInt64();
        Assert.Equal(0, page.Voltage[0].First % trial);
        long? next = null;
        foreach (var (neuron, first, interval, piece) in page.Voltage)
        {
            Assert.Equal(2, neuron);
            Assert.InRange(first - (next ?? first), -1, 1); // each sample once
            var place = (int)Math.Round(first % trial / interval);
            Assert.Equal(rendered.Data.AsSpan((2 * samples) + place, piece.Length).ToArray(), piece);
            next = first + (long)Math.Round(piece.Length * interval);
        }

        // Another neuron, and then none.
        await page.SendNumberAsync(17, 0);
        await page.ReadUntilAsync(() => page.Voltage[^1].Neuron == 0);
        await page.SendNumberAsync(17, uint.MaxValue);
        Assert.True((await page.CommandAsync(1, "stop")).Ok);
        var count = page.Voltage.Count;
        await page.ReadToEndAsync();
        Assert.Equal(count, page.Voltage.Count);
    }

    [Fact]
    public async Task Stream_PageThatDoesNotAcknowledge_GetsEightFramesAndThenTheRestAtOnce()
    {
        using var run = NobleEdge.Start(Arguments("--duration", "forever"));
        using var page = await PageClient.OpenAsync(Url(run));
        page.Acknowledges = false;
        var states = 0;
        await page.ReadUntilAsync(() => page.Frames == 8);
        for (var before = page.State; states < 3; before = page.State)
        {
            await page.ReadUntilAsync(() => !Equals(before, page.State));
            states++;
        }

        Assert.Equal(8u, page.Frames);
        var played = page.State.GetProperty("played").GetInt64();
        var had = page.Spikes.Count;
        page.Acknowledges = true;
        await page.SendNumberAsync(18, 8);
        await page.ReadUntilAsync(() => page.Frames == 9);
        Assert.True(page.Spikes.Count > had);
        Assert.Equal(0, page.Missed);
        await page.ReadUntilAsync(() => page.Frames == 30);
        Assert.True(page.State.GetProperty("played").GetInt64() > played);
    }

    [Fact]
    public async Task Commands_OfARunWithoutRig_StopIt()
    {
        using var run = NobleEdge.Start(Arguments("--duration", "forever"));
        using var page = await PageClient.OpenAsync(Url(run));
        Assert.Equal((false, "'pause': this run takes emergency-stop, current, stop"), await page.CommandAsync(1, "pause"));
        var (isOk, message) = await page.CommandAsync(2, "current", 99);
        Assert.Equal((false, true), (isOk, message.StartsWith("current 99: expected ", StringComparison.Ordinal)));
        Assert.False((await page.CommandAsync(3, "current")).Ok);
        Assert.True((await page.CommandAsync(4, "current", 0.1)).Ok);
        await page.ReadUntilAsync(() => page.State.GetProperty("stepNanoamperes").GetDouble() == 0.1);
        Assert.Equal((true, "the run is being stopped"), await page.CommandAsync(5, "emergency-stop"));
        await page.ReadToEndAsync();
        Assert.Equal("emergency stop", page.End?.GetProperty("ended").GetString());
        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith("noble-edge: error: emergency stop: the run was ended before its time\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_OfARunWithARig_GoThroughTheLoop()
    {
        using var run = NobleEdge.Start(RigArguments("--duration", "forever"));
        using var page = await PageClient.OpenAsync(Url(run));
        await page.ReadUntilAsync(() => page.Description.ValueKind == JsonValueKind.Object && page.State.ValueKind == JsonValueKind.Object);
        Assert.Contains("\"rate-clamp\"", page.Description.GetProperty("configuration").GetString(), StringComparison.Ordinal);
        Assert.Equal(4, page.State.GetProperty("loop").GetProperty("stimulusNanoamperes").EnumerateObject().Count());

        Assert.Equal((true, "pause: accepted"), await page.CommandAsync(1, "pause"));
        await page.ReadUntilAsync(() => page.State.GetProperty("isPaused").GetBoolean());
        Assert.Equal((true, "resume: accepted"), await page.CommandAsync(2, "resume"));
        await page.ReadUntilAsync(() => !page.State.GetProperty("isPaused").GetBoolean());
        Assert.Equal((false, "target: expected a value, it is missing"), await page.CommandAsync(3, "target"));
        Assert.Equal((false, "trigger 0.5: expected the number of a trigger, from 0"), await page.CommandAsync(4, "trigger", 0.5));
        Assert.True((await page.CommandAsync(5, "target", 20)).Ok);
        Assert.True((await page.CommandAsync(6, "trigger", 0)).Ok);
        Assert.True((await page.CommandAsync(7, "emergency-stop")).Ok);
        await page.ReadToEndAsync();
        Assert.Equal("emergency stop, commanded", page.State.GetProperty("safeState").GetString());
        Assert.Equal("emergency stop", page.End?.GetProperty("ended").GetString());
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task Current_ChangedWhileItIsRecorded_IsReplayedBitForBit()
    {
        using var run = NobleEdge.Start(RigArguments("--duration", "forever", "--spikes", _folder.File("s.csv")));
        using var page = await PageClient.OpenAsync(Url(run));
        await page.ReadUntilAsync(() => page.State.ValueKind == JsonValueKind.Object);
        foreach (var (request, nanoamperes) in new[] { (1, 0.3), (2, 0.1), (3, 0.28) })
        {
            Assert.True((await page.CommandAsync(request, "current", nanoamperes)).Ok);
            var until = page.State.GetProperty("timeNanoseconds").GetInt64() + 300_000_000;
            await page.ReadUntilAsync(() => page.State.GetProperty("timeNanoseconds").GetInt64() > until);
        }

        Assert.True((await page.CommandAsync(4, "stop")).Ok);
        Assert.Equal(0, run.ExitCode);
        var (replayed, output, errors) = NobleEdge.Run("replay", _folder.File("r.nobl"), "--spikes", _folder.File("again.csv"));
        Assert.True(replayed == 0, output + errors);
        Assert.EndsWith("identical bit for bit\n", output, StringComparison.Ordinal);
        var log = NobleEdge.Run("log", _folder.File("r.nobl"), "--kind", "inputs").Output;
        Assert.Equal(3, log.Split("nA from trial ").Length - 1);
    }

    internal static string Url(NobleEdge run)
    {
        run.WaitFor("live page on ");
        return run.Error.Split("live page on ")[1].Split([',', '\n'])[0];
    }

    private string[] Arguments(params string[] more) =>
        ["run", "--model", _model, "--broker", "embedded:0", "--page", "127.0.0.1:0", .. more.Contains("--neurons") ? (string[])[] : ["--neurons", "2"], .. more];

    private string[] RigArguments(params string[] more)
    {
        File.WriteAllText(_folder.File("run.json"), """
            {
              "ports": [ { "type": "virtual", "name": "slice", "neurons": 4, "biasNanoamperes": 0.25 } ],
              "responses": [ { "name": "burst", "currentNanoamperes": 0.3 } ],
              "controllers": [
                { "type": "rate-clamp", "targetHertz": 60, "spikes": { "channels": 1 }, "maximumNanoamperes": 0.4 },
                { "type": "activity-dependent", "count": 2, "response": "burst", "refractoryMilliseconds": 50, "maximumPerMinute": 1000 }
              ],
              "recording": { "file": "r.nobl" },
              "limits": { "maximumNanoamperes": 0.4 }
            }
            """);
        return ["run", _folder.File("run.json"), "--model", _model, "--broker", "embedded:0", "--page", "127.0.0.1:0", "--neurons", "2", .. more];
    }

    private static string Readme()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Noble.Edge.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no Noble.Edge.sln above the tests");
        }

        return File.ReadAllText(Path.Combine(folder, "runtime", "Noble.Edge.Host", "Live", "README.md"));
    }

    // The names in backquotes of the paragraph, those in brackets after another one left out.
    private static HashSet<string> FieldsOf(string readme, string beginning)
    {
        var paragraph = readme[readme.IndexOf(beginning, StringComparison.Ordinal)..].Split("\n\n")[0];
        var names = new HashSet<string>();
        var depth = 0;
        foreach (var (piece, isName) in paragraph.Split('`').Select((piece, i) => (piece, i % 2 == 1)))
        {
            if (isName && depth == 0)
            {
                names.Add(piece);
            }

            depth += isName ? 0 : piece.Count(letter => letter == '(') - piece.Count(letter => letter == ')');
        }

        return names;
    }

    private static HashSet<string> Names(JsonElement element) => [.. element.EnumerateObject().Select(member => member.Name)];
}

using System.Globalization;
using System.Text.Json;
using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

/// <summary>A run whose notices are JSON.</summary>
public sealed class LogRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public LogRunTests() => _model = SpikingModel.Write(_folder.File("small.noble"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Text_AStatusLine_HasTheRateOfTheLastSecond()
    {
        var (code, _, error) = NobleEdge.Run("run", "--model", _model, "--neurons", "4", "--broker", "embedded:0", "--duration", "6s");
        Assert.Equal(0, code);
        var line = Assert.Single(error.Split('\n'), line => line.Contains(" spikes/s  late ", StringComparison.Ordinal));
        Assert.True(int.Parse(line.Split(" s ", 2)[1].Trim().Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture) > 0, line);
    }

    [Fact]
    public void Json_WholeRun_EveryLineIsAnEvent()
    {
        var (code, output, error) = NobleEdge.Run(Arguments("--duration", "6s", "--page", "127.0.0.1:0"));
        Assert.Equal((0, ""), (code, output));
        var events = Parse(error);
        Assert.Equal(["run.population", "run.broker", "run.page", "run.status", "run.end"], events.Select(line => line.GetProperty("event").GetString()).Where(name => name != "clock.held"));
        var end = events[^1];
        Assert.Equal(("duration", 6.0), (end.GetProperty("ended").GetString(), end.GetProperty("seconds").GetDouble()));
        Assert.True(end.GetProperty("played").GetInt64() > 0);
        Assert.True(events.Single(line => line.GetProperty("event").GetString() == "run.status").GetProperty("played").GetInt64() > 0);
    }

    [Fact]
    public void Json_EmergencyStop_SaysSoAndTheErrorIsAnEventToo()
    {
        using var run = NobleEdge.Start(Arguments("--duration", "forever"));
        run.WaitFor("run.broker");
        run.Signal(10);
        Assert.Equal(1, run.ExitCode);
        var last = Parse(run.Error)[^1];
        Assert.Equal(("error", "emergency stop: the run was ended before its time"), (last.GetProperty("level").GetString(), last.GetProperty("message").GetString()));
    }

    [Fact]
    public void Json_InAConfiguration_IsHeeded()
    {
        File.WriteAllText(_folder.File("run.json"), "{ \"log\": \"json\", \"neurons\": 2, \"duration\": \"100ms\", \"broker\": \"embedded:0\" }");
        var (code, _, error) = NobleEdge.Run("run", _folder.File("run.json"), "--model", _model);
        Assert.Equal(0, code);
        Assert.NotEmpty(Parse(error));
        File.WriteAllText(_folder.File("run.json"), "{ \"log\": \"xml\" }");
        NobleEdge.AssertMistake($"{_folder.File("run.json")} line 1: log: expected one of text, json, found 'xml'", "run", _folder.File("run.json"), "--model", _model);
    }

    private static List<JsonElement> Parse(string error)
    {
        List<JsonElement> lines = [.. error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.All(lines, line =>
        {
            Assert.Equal(["time", "level", "event", "message"], line.EnumerateObject().Take(4).Select(member => member.Name));
            Assert.InRange(DateTimeOffset.Parse(line.GetProperty("time").GetString()!, CultureInfo.InvariantCulture), DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddSeconds(5));
            Assert.Contains(line.GetProperty("level").GetString(), new[] { "info", "warning", "error" });
        });
        return lines;
    }

    private string[] Arguments(params string[] more) => ["run", "--model", _model, "--broker", "embedded:0", "--neurons", "2", "--log", "json", .. more];
}

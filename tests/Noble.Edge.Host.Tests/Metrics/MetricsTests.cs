using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

/// <summary>What a run with a rig and a recording shows to a scraper, held to the README and to the dashboard.</summary>
public sealed partial class MetricsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Metrics_OfARunWithEverything_AreThoseOfTheReadmeAndTheDashboard()
    {
        var model = SpikingModel.Write(_folder.File("small.noble"));
        File.WriteAllText(_folder.File("run.json"), File.ReadAllText(Path.Combine(RepositoryRoot(), "examples", "closed-loop", "closed-loop.json")));
        using var run = NobleEdge.Start(
            "run", _folder.File("run.json"), "--model", model, "--neurons", "4", "--broker", "embedded:0", "--page", "127.0.0.1:0", "--duration", "forever");
        var url = PageRunTests.Url(run);
        using var client = new HttpClient();
        using (var page = await PageClient.OpenAsync(url))
        {
            await page.ReadUntilAsync(() => page.State.ValueKind == JsonValueKind.Object && page.State.GetProperty("played").GetInt64() > 20);
        }

        var text = await client.GetStringAsync(new Uri($"{url}metrics"));
        var samples = Parse(text, out var kinds);
        Assert.True(samples["noble_spikes_played_total"] > 20);
        Assert.Equal(4, samples["noble_population_neurons"]);
        Assert.Equal(0, samples["noble_safe_state"]);
        Assert.InRange(samples["noble_loop_ticks_total"], 1, double.MaxValue);

        // A port that measures no time has none to show, and the window operator no ticks: see StreamingRunTests.
        var table = Table();
        Assert.Equal(
            table.Where(metric => metric.Key != "noble_port_time_seconds" && !metric.Key.StartsWith("noble_tick_", StringComparison.Ordinal)).Select(metric => $"{metric.Key} {metric.Value}").Order(),
            kinds.Where(kind => kind.Key.StartsWith("noble_", StringComparison.Ordinal)).Select(kind => $"{kind.Key} {kind.Value}").Order());
        var shown = DashboardMetrics();
        Assert.True(shown.Count > 15);
        Assert.Empty(shown.Where(metric => !metric.StartsWith("noble_tick_", StringComparison.Ordinal)).Except(kinds.Keys));
        Assert.Empty(shown.Where(metric => metric.StartsWith("noble_", StringComparison.Ordinal)).Except(table.Keys));

        // Counters only rise, and the newer format is had by whoever asks for it.
        var later = Parse(await client.GetStringAsync(new Uri($"{url}metrics")), out _);
        Assert.All(samples.Where(sample => sample.Key.StartsWith("noble_", StringComparison.Ordinal) && sample.Key.Contains("_total", StringComparison.Ordinal)), sample => Assert.True(later[sample.Key] >= sample.Value, sample.Key));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{url}metrics"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/openmetrics-text"));
        using var open = await client.SendAsync(request);
        Assert.Equal("application/openmetrics-text", open.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith("# EOF\n", await open.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        run.Terminate();
        Assert.Equal(0, run.ExitCode);
    }

    // Each line has to be a comment or a sample: name{label="value",...} number.
    internal static Dictionary<string, double> Parse(string text, out Dictionary<string, string> kinds)
    {
        kinds = [];
        var samples = new Dictionary<string, double>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                var words = line.Split(' ');
                Assert.True(kinds.TryAdd(words[2], words[3]), line);
            }
            else if (!line.StartsWith("# ", StringComparison.Ordinal))
            {
                var match = Sample().Match(line);
                Assert.True(match.Success, line);
                var key = match.Groups["labels"].Value is "" or "{}" ? match.Groups["name"].Value : match.Groups["name"].Value + match.Groups["labels"].Value;
                Assert.True(samples.TryAdd(key, double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture)), line);
                Assert.Contains(match.Groups["name"].Value, kinds.Keys);
            }
        }

        return samples;
    }

    internal static Dictionary<string, string> Table() => File.ReadLines(Path.Combine(RepositoryRoot(), "runtime", "Noble.Edge.Host", "Metrics", "README.md"))
        .Where(line => line.StartsWith("| `noble.", StringComparison.Ordinal))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(cells => cells[2].Trim('`'), cells => cells[3]);

    private static HashSet<string> DashboardMetrics()
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot(), "tools", "grafana", "noble-edge.json"));
        var panels = JsonDocument.Parse(text).RootElement.GetProperty("panels").EnumerateArray();
        return [.. panels.SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).SelectMany(target => Metric().Matches(target.GetProperty("expr").GetString()!)).Select(match => match.Value)];
    }

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Noble.Edge.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no Noble.Edge.sln above the tests");
        }

        return folder;
    }

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?<labels>\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\.)*",?)*\})? (?<value>[-+0-9.eE]+|NaN|[+-]Inf)$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Sample();

    [GeneratedRegex(@"\b(noble|dotnet)_[a-z0-9_]+")]
    private static partial Regex Metric();
}

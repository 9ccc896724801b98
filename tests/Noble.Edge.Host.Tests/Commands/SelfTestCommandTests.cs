using System.Text.Json.Nodes;

namespace Noble.Edge.Host.Tests;

public class SelfTestCommandTests
{
    private static readonly string[] Ports =
        ["baseline", "pacing", "gpio", "gpio-busy", "udp-eieio", "udp-eieio-busy", "udp-spif", "udp-spif-busy", "mqtt", "mqtt-command", "mqtt-trigger"];

    [Fact]
    public void SelfTest_Json_HasARowForEachPortAndLosesNothing()
    {
        var (code, output, error) = NobleEdge.Run("selftest", "--seconds", "0.1", "--load", "1", "--json");

        Assert.Equal((0, ""), (code, error));
        var report = JsonNode.Parse(output)!;
        var rows = report["rows"]!.AsArray();
        Assert.Equal(Ports, rows.Select(row => (string)row!["port"]!));
        Assert.All(rows, row =>
        {
            var (sent, count) = ((long)row!["sent"]!, (long)row["count"]!);
            Assert.InRange(sent, 50, 100);
            Assert.InRange(count, 1, sent);
            Assert.Equal(0, (long)row["lost"]!);
            long[] times = [.. new[] { "p50Nanoseconds", "p99Nanoseconds", "p999Nanoseconds", "maximumNanoseconds" }.Select(name => (long)row[name]!)];
            Assert.True(times[0] >= 0 && times[^1] > 0);
            Assert.Equal(times.Order(), times);
        });
        Assert.Equal(
            (double)rows[1]!["p99Nanoseconds"]! / (double)rows[0]!["p99Nanoseconds"]!,
            (double)report["pacingRatio"]!,
            1e-9);
        Assert.True((bool)report["passed"]!);
        Assert.Equal(1, (int)report["loadThreads"]!);
        Assert.NotEmpty((string)report["realtime"]!["scheduling"]!);
    }

    [Fact]
    public void SelfTest_Text_SaysWhatWasGrantedAndThatNothingWasLost()
    {
        var (code, output, error) = NobleEdge.Run("selftest", "--seconds", "0.02", "--load", "0");

        Assert.Equal((0, ""), (code, error));
        Assert.All(Ports, port => Assert.Contains($"\n{port} ", output, StringComparison.Ordinal));
        Assert.Contains("0 of them kept busy by vector arithmetic; 0.02 s a row", output, StringComparison.Ordinal);
        Assert.Contains("pacer's thread: ", output, StringComparison.Ordinal);
        Assert.EndsWith("lost never came back or was dropped by a port: nothing was\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--seconds", "0", "--seconds 0: expected 0.01 to 3600")]
    [InlineData("--seconds", "soon", "--seconds 'soon': expected a number, see 'noble-edge selftest --help'")]
    [InlineData("--load", "-1", "--load -1: expected 0 to 1024 threads")]
    public void SelfTest_BadOption_IsOneLine(string option, string value, string message) => NobleEdge.AssertMistake(message, "selftest", option, value);
}

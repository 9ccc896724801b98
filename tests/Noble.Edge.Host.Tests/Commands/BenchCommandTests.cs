using System.Text.Json.Nodes;
using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

public sealed class BenchCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public BenchCommandTests() => _model = SpikingModel.Write(_folder.File("small.noble"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Bench_Json_HasARowForEachEngineBatchAndThreads()
    {
        var (code, output, error) = NobleEdge.Run("bench", "--model", _model, "--engine", "simd,reference", "--batch", "1,4", "--threads", "1,2", "--seconds", "0.05", "--json");

        Assert.Equal((0, ""), (code, error));
        var report = JsonNode.Parse(output)!;
        var rows = report["rows"]!.AsArray();

        // Two threads have nothing to do with one trace.
        Assert.Equal(
            ["simd 1 1", "simd 1 4", "simd 2 4", "reference 1 1", "reference 1 4", "reference 2 4"],
            rows.Select(row => $"{row!["engine"]} {row["threads"]} {row["batch"]}"));
        Assert.All(rows, row =>
        {
            var (operation, render) = (row!["operator"]!, row["render"]!);
            Assert.True((double)operation["best"]! > 0 && (double)operation["best"]! <= (double)operation["p50"]! && (double)operation["p50"]! <= (double)operation["p90"]!);
            Assert.True((int)render["measurements"]! >= 1);
            var expected = (double)report["traceMilliseconds"]! / (double)render["p50"]!;
            Assert.InRange((int)row["neuronsInRealTime"]!, expected - 1, expected);
            Assert.Equal((double)report["floatingPointOperations"]! / (double)operation["p50"]! * 1e-6, (double)row["gigaflops"]!, 1e-6);
        });

        // Each row is of the engine that it names, and only the CPU's own says where its time goes.
        Assert.All(rows, row => Assert.StartsWith((string)row!["engine"]!, (string)row["description"]!, StringComparison.Ordinal));
        Assert.Equal([true, true, false, false, false, false], rows.Select(row => row!["phases"] is not null));
        Assert.Equal(0, (double)rows[0]!["allocatedBytes"]!);
        Assert.True((double)report["peakGigaflopsPerCore"]! > 0);
        Assert.NotEmpty(rows[0]!["phases"]!.AsObject());
    }

    [Fact]
    public void Bench_Text_SaysMachineModelAndPhases()
    {
        var (code, output, error) = NobleEdge.Run("bench", "--model", _model, "--batch", "1", "--threads", "1", "--seconds", "0.05");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("GFLOP/s", output, StringComparison.Ordinal);
        Assert.Contains("where the operator's time goes", output, StringComparison.Ordinal);
        Assert.Contains("energy: ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--batch", "1,x", "--batch '1,x': expected whole numbers from 1 to 1000000, with commas between them")]
    [InlineData("--threads", "0", "--threads '0': expected whole numbers from 1 to 256, with commas between them")]
    [InlineData("--seconds", "0", "--seconds 0: expected above 0, at most 3600")]
    [InlineData("--engine", "gpu", "engine 'gpu': expected simd, onnx or reference")]
    public void Bench_BadOption_IsOneLine(string option, string value, string message)
    {
        NobleEdge.AssertMistake(message, "bench", "--model", _model, option, value);
    }

    [Fact]
    public void Bench_MoreThreadsThanTraces_IsOneLine()
    {
        NobleEdge.AssertMistake("--threads 4 with --batch 1: expected a batch of at least as many traces as threads", "bench", "--model", _model, "--batch", "1", "--threads", "4", "--seconds", "0.05");
    }
}

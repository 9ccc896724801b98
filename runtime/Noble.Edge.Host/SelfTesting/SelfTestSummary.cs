using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>A self-test as JSON.</summary>
internal sealed record SelfTestSummary
{
    /// <summary>Version of this layout.</summary>
    public int Schema { get; init; } = 1;

    public required string Product { get; init; }

    public required string Processor { get; init; }

    public required int Processors { get; init; }

    /// <summary>Time for each row [s].</summary>
    public required double Seconds { get; init; }

    public required int LoadThreads { get; init; }

    public required RealtimeFacts Realtime { get; init; }

    /// <summary>The pacer's 99th percentile over the baseline's.</summary>
    public double? PacingRatio { get; init; }

    /// <summary>Whether nothing was lost.</summary>
    public required bool Passed { get; init; }

    public required IReadOnlyList<SelfTestRow> Rows { get; init; }

    internal static SelfTestSummary Of(SelfTestReport report, SelfTestOptions options) => new()
    {
        Product = $"noble-edge {Assembly.GetExecutingAssembly().GetName().Version?.ToString(3)}",
        Processor = Host.Processor.Name,
        Processors = Environment.ProcessorCount,
        Seconds = options.Duration.TotalSeconds,
        LoadThreads = report.LoadThreads,
        Realtime = report.Facts,
        PacingRatio = report.PacingRatio,
        Passed = report.HasPassed,
        Rows = report.Rows,
    };

    internal string ToJson() => JsonSerializer.Serialize(this, SelfTestJson.Default.SelfTestSummary);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SelfTestSummary))]
internal sealed partial class SelfTestJson : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Noble.Edge.Host;

/// <summary>What <c>noble-edge bench</c> measured.</summary>
internal sealed record BenchReport
{
    /// <summary>Version of this layout.</summary>
    public int Schema { get; init; } = 1;

    public required string Product { get; init; }

    public required string Model { get; init; }

    public required string ModelHash { get; init; }

    public required string Network { get; init; }

    /// <summary>Length of a trace [ms].</summary>
    public required double TraceMilliseconds { get; init; }

    /// <summary>Floating-point operations of the operator for one trace, a multiply-add as two, without gelu [1].</summary>
    public required double FloatingPointOperations { get; init; }

    public required string Processor { get; init; }

    public required int Processors { get; init; }

    public required string Vectors { get; init; }

    /// <summary>Multiply-adds of one core in registers, as two operations each, measured just before [GFLOP/s].</summary>
    public required double PeakGigaflopsPerCore { get; init; }

    /// <summary>What the joules are read from, or why there are none.</summary>
    public required string Energy { get; init; }

    public required BenchRow[] Rows { get; init; }

    /// <summary>The report as JSON.</summary>
    internal string ToJson() => JsonSerializer.Serialize(this, BenchJson.Default.BenchReport);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BenchReport))]
internal sealed partial class BenchJson : JsonSerializerContext;

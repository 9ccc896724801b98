using System.Text.Json;
using System.Text.Json.Serialization;

namespace Noble.Edge.Host;

/// <summary>The keys of a configuration file; what is not there keeps its default. Paths are relative to the file's folder.</summary>
internal sealed record RunConfiguration
{
    public string? Model { get; init; }

    public string? Operator { get; init; }

    public double? TickMilliseconds { get; init; }

    public string? Draw { get; init; }

    public double? LongestBehindMilliseconds { get; init; }

    public int? Neurons { get; init; }

    public string? Population { get; init; }

    public string? Latents { get; init; }

    public string? Interpolate { get; init; }

    public string? Outside { get; init; }

    public ulong? Seed { get; init; }

    public double? Variability { get; init; }

    public double? CurrentNanoamperes { get; init; }

    public string? Duration { get; init; }

    public int? Threads { get; init; }

    public string? Engine { get; init; }

    public string? Precision { get; init; }

    public string? Provider { get; init; }

    public int? Device { get; init; }

    public int? Batch { get; init; }

    public string? OnnxRuntime { get; init; }

    public string? Cache { get; init; }

    public bool? CudaGraph { get; init; }

    public string? Broker { get; init; }

    public string? Rig { get; init; }

    public int? GpioLines { get; init; }

    public string? Spikes { get; init; }

    public string? Summary { get; init; }

    public int? AwaitSubscribers { get; init; }

    public bool? Quiet { get; init; }

    public bool? Nodes { get; init; }

    public string? Page { get; init; }

    public string? PageTokenFile { get; init; }

    public string? Log { get; init; }

    public double? FlushIntervalMilliseconds { get; init; }

    public double? PulseWidthMilliseconds { get; init; }

    public double? LateAfterMilliseconds { get; init; }

    public double? ThresholdMillivolts { get; init; }

    public int? TrialsAhead { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true)]
[JsonSerializable(typeof(RunConfiguration))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonObject))]
internal sealed partial class RunConfigurationJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace Noble.Edge.Training;

/// <summary>JSON of a quantization report.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(QuantizationReport))]
internal sealed partial class QuantizationJson : JsonSerializerContext;

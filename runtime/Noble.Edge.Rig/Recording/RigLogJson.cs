using System.Text.Json.Serialization;

namespace Noble.Edge.Rig;

/// <summary>JSON of a recording's configuration block.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(RigLogConfiguration))]
internal sealed partial class RigLogJson : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Noble.Edge.Training;

/// <summary>Source-generated JSON of the trainer's files.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    UseStringEnumConverter = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(DataSetManifest))]
[JsonSerializable(typeof(StreamingDataManifest))]
[JsonSerializable(typeof(StreamingReport))]
[JsonSerializable(typeof(StreamingConfiguration))]
[JsonSerializable(typeof(TrainingConfiguration))]
[JsonSerializable(typeof(CheckpointState))]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(RunEnvironment))]
internal sealed partial class TrainingJson : JsonSerializerContext;

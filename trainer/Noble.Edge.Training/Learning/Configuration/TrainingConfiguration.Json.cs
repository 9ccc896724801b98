using System.Text.Json;
using System.Text.Json.Nodes;

namespace Noble.Edge.Training;

/// <content>The configuration as text.</content>
public sealed partial record TrainingConfiguration
{
    // What a resumed run may change: where it runs and when it saves, not what it learns.
    private static readonly string[] Changeable = ["data", "teacher", "run", "device", "threads", "checkpointMinutes", "checkpointSteps"];

    /// <summary>All of it as JSON, as a configuration file has it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, TrainingJson.Default.TrainingConfiguration);

    /// <summary>The first value in which this differs from the configuration that a run was begun with, in words; null where none does that matters.</summary>
    public string? DifferenceFrom(TrainingConfiguration begun)
    {
        var (mine, other) = (Node(this), Node(begun));
        foreach (var name in mine.Select(p => p.Key).Union(other.Select(p => p.Key)).Except(Changeable))
        {
            if (!JsonNode.DeepEquals(mine[name], other[name]))
            {
                return $"{name} is {Text(mine[name])}, but the run was begun with {Text(other[name])}";
            }
        }

        return null;

        static JsonObject Node(TrainingConfiguration configuration) =>
            JsonSerializer.SerializeToNode(configuration, TrainingJson.Default.TrainingConfiguration)!.AsObject();
        static string Text(JsonNode? node) => node?.ToJsonString() ?? "not set";
    }
}

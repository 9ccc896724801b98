namespace Noble.Edge.Rig;

/// <summary>The broker answered a publication with a refusal.</summary>
public sealed class PublishRefusedException(string topic, string reason) : Exception($"the MQTT broker refused '{topic}': {reason}")
{
    /// <summary>The topic.</summary>
    public string Topic { get; } = topic;
}

namespace Noble.Edge.Rig;

/// <summary>The broker does not let this client read a topic.</summary>
public sealed class SubscribeRefusedException(string filter, string reason) : Exception($"the MQTT broker refused the subscription '{filter}': {reason}")
{
    /// <summary>The topic filter.</summary>
    public string Filter { get; } = filter;
}

namespace Noble.Edge.Rig;

/// <summary>What the broker publishes, retained, where a client goes without a goodbye.</summary>
internal sealed record MqttLastWill(string Topic, byte[] Payload);

namespace Noble.Edge.Rig;

/// <summary>A password, certificate or key that the configuration names is not there or cannot be used. The message never holds a secret.</summary>
public sealed class MqttCredentialException(string message, Exception? inner = null) : Exception(message, inner);

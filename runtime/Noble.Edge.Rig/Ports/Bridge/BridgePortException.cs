namespace Noble.Edge.Rig;

/// <summary>A bridge's device cannot be had; the message says which, and what is the matter.</summary>
public sealed class BridgePortException(string message, Exception? inner = null) : Exception(message, inner);

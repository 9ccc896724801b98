namespace Noble.Edge.Rig;

/// <summary>A node cannot render a request: a current outside the model's range, a neuron that the population does not have.</summary>
public sealed class RenderRefusedException(string message, Exception? inner = null) : Exception(message, inner);

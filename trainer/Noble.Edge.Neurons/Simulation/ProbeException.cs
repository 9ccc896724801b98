namespace Noble.Edge.Neurons;

/// <summary>A recording place that cannot be read or that the cell does not have; the message is one line.</summary>
public sealed class ProbeException(string message) : Exception(message);

namespace Noble.Edge.Operator;

/// <summary>A population that was asked for and cannot be made; the message is one line for its user.</summary>
public sealed class PopulationException(string message, Exception? inner = null) : Exception(message, inner);

namespace Noble.Edge.Neurons;

/// <summary>A targets, bounds or parameter file, or a search folder, that cannot be used; the message is one line: file, place, expected.</summary>
public sealed class SearchFileException(string message, Exception? inner = null) : Exception(message, inner);

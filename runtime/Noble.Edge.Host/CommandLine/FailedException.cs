namespace Noble.Edge.Host;

/// <summary>Something that went wrong while running and is not the user's mistake; the message is one line.</summary>
internal sealed class FailedException(string message, Exception? inner = null) : Exception(message, inner);

namespace Noble.Edge.Host;

/// <summary>Something that the user can put right; the message is one line that says what and where.</summary>
internal class UserMistakeException(string message, Exception? inner = null) : Exception(message, inner);

namespace Noble.Edge.Trainer;

/// <summary>A mistake on the command line; the message is the one line that its user sees.</summary>
internal sealed class UserException(string message) : Exception(message);

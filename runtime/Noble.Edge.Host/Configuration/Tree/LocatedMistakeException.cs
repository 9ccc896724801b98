namespace Noble.Edge.Host;

/// <summary>A mistake that names its file and line already.</summary>
internal sealed class LocatedMistakeException(string message, Exception? inner) : UserMistakeException(message, inner);

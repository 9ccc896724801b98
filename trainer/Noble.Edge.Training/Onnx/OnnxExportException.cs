namespace Noble.Edge.Training;

/// <summary>A graph that cannot be written as it was asked for; the message is one line for the user.</summary>
public sealed class OnnxExportException(string message) : Exception(message);

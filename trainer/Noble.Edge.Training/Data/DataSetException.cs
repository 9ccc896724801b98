namespace Noble.Edge.Training;

/// <summary>A data set or run folder that cannot be used; the message is one line that names the file and what was expected.</summary>
public sealed class DataSetException(string message, Exception? inner = null) : Exception(message, inner);

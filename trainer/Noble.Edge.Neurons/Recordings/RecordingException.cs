namespace Noble.Edge.Neurons;

/// <summary>A recording that cannot be used; the message is one line that names the file, what was found and what was expected.</summary>
public sealed class RecordingException(string path, string problem, Exception? inner = null)
    : Exception($"'{path}' {problem}", inner)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;
}

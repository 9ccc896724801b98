namespace Noble.Edge.Neurons;

/// <summary>A file that describes a cell cannot be used; the message names the file, the place in it and what was expected.</summary>
public sealed class CellFileException : Exception
{
    /// <summary>Names the mistake.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problem">Where in it, what was found, what was expected.</param>
    /// <param name="inner">What was thrown while reading, if anything.</param>
    public CellFileException(string path, string problem, Exception? inner = null)
        : base($"'{path}': {problem}".ReplaceLineEndings(" "), inner)
    {
        Path = path;
    }

    /// <summary>The file.</summary>
    public string Path { get; }
}

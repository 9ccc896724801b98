namespace Noble.Edge.Operator;

/// <summary>
/// A model file that does not hold the model it should. The message is one line: file, tensor or entry, what was
/// expected, what was found.
/// </summary>
public sealed class ModelFileException : Exception
{
    /// <param name="file">The file as the caller named it.</param>
    /// <param name="item">The tensor or entry inside the file, or null where the file as a whole is at fault.</param>
    /// <param name="expected">What should be there, for a tensor its shape.</param>
    /// <param name="found">What is there, for a tensor its shape.</param>
    /// <param name="innerException">The error below, if any.</param>
    public ModelFileException(string file, string? item, string expected, string found, Exception? innerException = null)
        : base(item is null ? $"{file}: expected {expected}, found {found}" : $"{file}: {item}: expected {expected}, found {found}", innerException)
    {
        File = file;
        Item = item;
        Expected = expected;
        Found = found;
    }

    /// <summary>The file as the caller named it.</summary>
    public string File { get; }

    /// <summary>The tensor or entry inside the file, or null where the file as a whole is at fault.</summary>
    public string? Item { get; }

    /// <summary>What should be there, for a tensor its shape.</summary>
    public string Expected { get; }

    /// <summary>What is there, for a tensor its shape.</summary>
    public string Found { get; }
}

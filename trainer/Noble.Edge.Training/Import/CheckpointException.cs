namespace Noble.Edge.Training;

/// <summary>
/// A checkpoint that cannot be imported. The message is one line: file, tensor or entry, what was expected, what was found.
/// </summary>
public sealed class CheckpointException : Exception
{
    /// <param name="file">The file as the caller named it.</param>
    /// <param name="item">The tensor, entry or size at fault, or null where the file as a whole is.</param>
    /// <param name="expected">What should be there, for a tensor its shape.</param>
    /// <param name="found">What is there, for a tensor its shape.</param>
    /// <param name="innerException">The error below, if any.</param>
    public CheckpointException(string file, string? item, string expected, string found, Exception? innerException = null)
        : base(item is null ? $"{file}: expected {expected}, found {found}" : $"{file}: {item}: expected {expected}, found {found}", innerException)
    {
        File = file;
        Item = item;
    }

    /// <summary>The file as the caller named it.</summary>
    public string File { get; }

    /// <summary>The tensor, entry or size at fault, or null where the file as a whole is.</summary>
    public string? Item { get; }
}

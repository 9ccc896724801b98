namespace Noble.Edge.Operator;

/// <summary>
/// An array file (.npy or .safetensors) that is not what it should be. The message is one line: file, tensor,
/// what was expected, what was found.
/// </summary>
public sealed class ArrayFileException : Exception
{
    /// <param name="file">The file as the caller named it.</param>
    /// <param name="tensor">The tensor inside the file, or null where the file as a whole is at fault.</param>
    /// <param name="expected">What should be there.</param>
    /// <param name="found">What is there.</param>
    /// <param name="innerException">The error below, if any.</param>
    public ArrayFileException(string file, string? tensor, string expected, string found, Exception? innerException = null)
        : base(tensor is null ? $"{file}: expected {expected}, found {found}" : $"{file}: {tensor}: expected {expected}, found {found}", innerException)
    {
        File = file;
        Tensor = tensor;
        Expected = expected;
        Found = found;
    }

    /// <summary>The file as the caller named it.</summary>
    public string File { get; }

    /// <summary>The tensor inside the file, or null where the file as a whole is at fault.</summary>
    public string? Tensor { get; }

    /// <summary>What should be there.</summary>
    public string Expected { get; }

    /// <summary>What is there.</summary>
    public string Found { get; }
}

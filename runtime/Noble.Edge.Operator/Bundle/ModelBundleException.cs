namespace Noble.Edge.Operator;

/// <summary>A model folder that cannot be used as it is; the message is one line that names the file and what is wrong in it.</summary>
public sealed class ModelBundleException : Exception
{
    /// <summary>A fault in one file.</summary>
    /// <param name="file">The file or folder at fault.</param>
    /// <param name="what">What was found and what was expected.</param>
    /// <param name="inner">The cause, where another error was translated.</param>
    public ModelBundleException(string file, string what, Exception? inner = null)
        : base($"{file}: {what}", inner)
    {
    }

    /// <summary>A fault whose message names the file already.</summary>
    internal ModelBundleException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

namespace Noble.Edge.Rig;

/// <summary>A recording that cannot be made or read; the message is one line that names the file.</summary>
public sealed class RigLogException : Exception
{
    /// <param name="message">What was expected, what was found, where.</param>
    /// <param name="inner">What it comes from.</param>
    public RigLogException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

namespace Noble.Edge.Operator;

/// <summary>ONNX Runtime, or a provider that was asked for, cannot be used here; the message is one line that says what is expected.</summary>
public sealed class OnnxEngineException : Exception
{
    /// <param name="message">One line.</param>
    /// <param name="inner">The cause, where another error was translated.</param>
    public OnnxEngineException(string message, Exception? inner = null)
        : base(message.ReplaceLineEndings(" "), inner)
    {
    }
}

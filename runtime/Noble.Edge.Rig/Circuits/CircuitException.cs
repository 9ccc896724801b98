namespace Noble.Edge.Rig;

/// <summary>A circuit's description is wrong; the message is one line that says where, what and what was expected.</summary>
public sealed class CircuitException : Exception
{
    /// <param name="where">Which part of the description, such as <c>synapses[2].delayMilliseconds</c>.</param>
    /// <param name="what">What is there, and what was expected.</param>
    public CircuitException(string where, string what)
        : base($"{where} {what}")
    {
        Where = where;
    }

    /// <summary>Which part of the description.</summary>
    public string Where { get; }
}

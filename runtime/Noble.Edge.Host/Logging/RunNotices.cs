namespace Noble.Edge.Host;

/// <summary>What a run says while it goes; nothing where it is to be quiet.</summary>
internal sealed class RunNotices(bool isQuiet)
{
    /// <summary>Whether nothing is said.</summary>
    internal bool IsQuiet => isQuiet;

    /// <summary>A line.</summary>
    /// <param name="name">What it is about: <c>run.page</c>.</param>
    /// <param name="message">The words.</param>
    /// <param name="fields">Values for machines.</param>
    internal void Say(string name, FormattableString message, params ReadOnlySpan<(string Name, object? Value)> fields)
    {
        if (!isQuiet)
        {
            StandardError.Write("info", name, "", FormattableString.Invariant(message), fields);
        }
    }

    /// <summary>Something for machines only.</summary>
    internal void Event(string level, string name, string message, params ReadOnlySpan<(string Name, object? Value)> fields)
    {
        if (!isQuiet)
        {
            StandardError.Event(level, name, message, fields);
        }
    }
}

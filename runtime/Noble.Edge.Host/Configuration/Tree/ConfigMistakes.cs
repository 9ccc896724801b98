namespace Noble.Edge.Host;

/// <summary>The mistakes of a configuration, in the order in which they were found.</summary>
internal sealed class ConfigMistakes
{
    private readonly List<ConfigMistake> _found = [];

    /// <summary>By line and column; those without a line last.</summary>
    internal IReadOnlyList<ConfigMistake> InOrder => [.. _found.OrderBy(mistake => mistake.Line == 0).ThenBy(mistake => mistake.Line).ThenBy(mistake => mistake.Column)];

    internal int Count => _found.Count;

    internal void Add(ConfigMistake mistake) => _found.Add(mistake);

    /// <summary>Adds what a reader found, unless something at the same place is wrong already: that is why it was found.</summary>
    internal void AddConsequence(ConfigMistake mistake)
    {
        if (!_found.Exists(other => other.Source == mistake.Source && (Within(other.Path, mistake.Path) || Within(mistake.Path, other.Path))))
        {
            _found.Add(mistake);
        }
    }

    /// <exception cref="LocatedMistakeException">There is one: the first in the file.</exception>
    internal void ThrowFirst()
    {
        if (_found.Count > 0)
        {
            throw new LocatedMistakeException(InOrder[0]);
        }
    }

    private static bool Within(string path, string of) =>
        of.Length == 0 || (path.StartsWith(of, StringComparison.Ordinal) && (path.Length == of.Length || path[of.Length] is '.' or '['));
}

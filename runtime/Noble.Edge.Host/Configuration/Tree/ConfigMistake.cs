namespace Noble.Edge.Host;

/// <summary>A mistake in a configuration: where it is and what was expected there.</summary>
/// <param name="Source">The file, or the environment variable.</param>
/// <param name="Line">Line in the file, from 1; 0 where there are none.</param>
/// <param name="Column">Column in the line, from 1, in characters; 0 where it is not known.</param>
/// <param name="Path">The key, as in <c>controllers[1].pulses.nanoamperes</c>; empty for the whole of it.</param>
/// <param name="Text">Key, what was expected and what was found, in words.</param>
internal sealed record ConfigMistake(string Source, int Line, int Column, string Path, string Text)
{
    /// <summary>What was expected, or null where <see cref="Text"/> says it in one with the rest.</summary>
    internal string? Expected { get; init; }

    /// <summary>What was found, or null.</summary>
    internal string? Found { get; init; }

    /// <summary>The nearest known word, or null.</summary>
    internal string? Nearest { get; init; }

    /// <summary>The line that a run says.</summary>
    internal string Message => Line == 0 ? $"{Source}: {Text}" : $"{Source} line {Line}: {Text}";

    /// <summary>The same with the column.</summary>
    internal string MessageWithColumn => Line == 0 || Column == 0 ? Message : $"{Source} line {Line}, column {Column}: {Text}";
}

namespace Noble.Edge.Host;

/// <summary>A mistake that names its file and line already.</summary>
internal sealed class LocatedMistakeException(ConfigMistake mistake, Exception? inner = null) : UserMistakeException(mistake.Message, inner)
{
    /// <summary>Where it is.</summary>
    internal ConfigMistake Mistake { get; } = mistake;
}

namespace Noble.Edge.Neurons;

/// <summary>A text that is not a stimulus.</summary>
public sealed class StimulusFormatException : Exception
{
    /// <summary>Reports the piece, what was expected and what was found.</summary>
    public StimulusFormatException(string piece, string expected, string? found = null, Exception? inner = null)
        : base($"stimulus '{piece}': expected {expected}{(found is null ? "" : $", found {found}")}", inner)
    {
        Piece = piece;
        Expected = expected;
    }

    /// <summary>The piece of the text that cannot be read.</summary>
    public string Piece { get; }

    /// <summary>What would have been accepted.</summary>
    public string Expected { get; }
}

namespace Noble.Edge.Spikes;

/// <summary>A file is not the AEDAT file that it should be.</summary>
/// <param name="offset">Byte of the file at which that showed.</param>
/// <param name="reason">What was found and what was expected.</param>
/// <param name="inner">What found it, if anything.</param>
public sealed class AedatFormatException(long offset, string reason, Exception? inner = null) : Exception($"AEDAT file, byte {offset}: {reason}", inner)
{
    /// <summary>Byte of the file.</summary>
    public long Offset { get; } = offset;
}

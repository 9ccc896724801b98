namespace Noble.Edge.Spikes;

/// <summary>Compression of an AEDAT 4 file's packets. Values are those in the file.</summary>
public enum AedatCompression
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>LZ4 frames.</summary>
    Lz4 = 1,
}

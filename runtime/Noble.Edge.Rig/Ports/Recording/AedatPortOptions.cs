using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>Where and how spikes are recorded as an AEDAT file.</summary>
public sealed record AedatPortOptions
{
    /// <summary>The file; what was there is overwritten.</summary>
    public required string Path { get; init; }

    /// <summary>Version of the file; default 3.1, in which every neuron has an address.</summary>
    public AedatVersion Version { get; init; } = AedatVersion.Aedat31;

    /// <summary>Neurons in a row of AEDAT 4's frame: neuron n is at x = n % width, y = n / width. Default 64, range 1 to 32,767.</summary>
    public int Width
    {
        get;
        init => field = Guard(value, "width");
    } = 64;

    /// <summary>Rows of AEDAT 4's frame; default 64, range 1 to 32,767. Spikes of neurons beyond it are not recorded, and counted.</summary>
    public int Height
    {
        get;
        init => field = Guard(value, "height");
    } = 64;

    /// <summary>Compression of AEDAT 4's packets; default LZ4, the one that all readers know.</summary>
    public AedatCompression Compression { get; init; } = AedatCompression.Lz4;

    /// <summary>What the spikes are of, in the header; default <c>noble-edge</c>.</summary>
    public string Source { get; init; } = "noble-edge";

    /// <summary>How spikes are collected for the file; default every 100 ms, with room for 262,144.</summary>
    public BatchingOptions Batching { get; init; } = new() { FlushInterval = TimeSpan.FromMilliseconds(100), BufferCapacity = 262_144 };

    private static int Guard(int value, string name) => value is >= 1 and <= Aedat4Writer.MaximumSize
        ? value
        : throw new ArgumentOutOfRangeException(null, $"AEDAT {name} {value}: expected 1 to {Aedat4Writer.MaximumSize}");
}

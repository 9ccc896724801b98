namespace Noble.Edge.Rig;

/// <summary>A SpiNNaker toolchain's database does not say what was asked for.</summary>
public sealed class EieioDatabaseException(string path, string reason, Exception? inner = null) : Exception($"{path}: {reason}", inner)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;
}

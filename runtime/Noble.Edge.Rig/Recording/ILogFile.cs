namespace Noble.Edge.Rig;

/// <summary>A file that is written at offsets. Every call throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> where the disk does not.</summary>
internal interface ILogFile : IDisposable
{
    /// <summary>Writes the bytes at an offset.</summary>
    public void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Cuts the file to a length.</summary>
    public void Truncate(long length);

    /// <summary>Forces what was written to the disk.</summary>
    public void Sync();
}

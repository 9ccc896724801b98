namespace Noble.Edge.Rig.Tests;

/// <summary>A disk in memory that a test can fill up or break.</summary>
internal sealed class MemoryDisk : ILogDisk
{
    internal Dictionary<string, MemoryStream> Files { get; } = [];

    /// <summary>Bytes that still fit, in all files together.</summary>
    internal long Free { get; set; } = long.MaxValue;

    internal int Syncs { get; private set; }

    internal bool SyncFails { get; set; }

    internal int Refused { get; private set; }

    public ILogFile Create(string path)
    {
        if (Files.ContainsKey(path))
        {
            throw new IOException("exists");
        }

        var stream = new MemoryStream();
        Files.Add(path, stream);
        return new MemoryFile(this, stream);
    }

    public void Delete(string path) => Files.Remove(path);

    public bool Exists(string path) => Files.ContainsKey(path);

    internal RigLogReader Open(string path) => RigLogReader.Open(path, follow: false, name => new MemoryStream(Files[name].ToArray(), writable: false));

    private sealed class MemoryFile(MemoryDisk disk, MemoryStream stream) : ILogFile
    {
        // As write(2) does it: what fits is written, and then it fails.
        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            var fits = (int)Math.Min(bytes.Length, disk.Free);
            stream.Position = offset;
            stream.Write(bytes[..fits]);
            disk.Free -= disk.Free == long.MaxValue ? 0 : fits;
            if (fits < bytes.Length)
            {
                disk.Refused++;
                throw new IOException("no space left on device");
            }
        }

        public void Truncate(long length)
        {
            disk.Free += disk.Free == long.MaxValue ? 0 : stream.Length - length;
            stream.SetLength(length);
        }

        public void Sync()
        {
            disk.Syncs++;
            if (disk.SyncFails)
            {
                throw new IOException("input/output error");
            }
        }

        public void Dispose()
        {
        }
    }
}

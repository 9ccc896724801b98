using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Noble.Edge.Neurons;

/// <summary>Bytes of an Axon file, little-endian. Nothing is read, and no memory taken, past the file's end.</summary>
internal sealed class AxonBytes : IDisposable
{
    private const int BlockBytes = 512;

    private readonly SafeFileHandle _file;

    public AxonBytes(string path)
    {
        Path = path;
        _file = File.OpenHandle(path);
        Length = RandomAccess.GetLength(_file);
    }

    public string Path { get; }

    public long Length { get; }

    public void Dispose() => _file.Dispose();

    /// <summary>Reads a range.</summary>
    /// <exception cref="RecordingException">It does not lie in the file.</exception>
    public byte[] Read(long offset, long count, string what)
    {
        if (offset < 0 || count < 0 || offset > Length - count || count > Array.MaxLength)
        {
            throw new RecordingException(Path, $"is truncated: {what} is {count} bytes at {offset}, the file has {Length} bytes");
        }

        var bytes = new byte[count];
        var done = 0;
        while (done < bytes.Length)
        {
            var read = RandomAccess.Read(_file, bytes.AsSpan(done), offset + done);
            if (read == 0)
            {
                throw new RecordingException(Path, $"is truncated: {what} ends after {done} of {count} bytes");
            }

            done += read;
        }

        return bytes;
    }

    /// <summary>Reads where a section lies: block of 512 bytes, bytes of an entry, number of entries.</summary>
    public static AxonSection Section(ReadOnlySpan<byte> header, int offset) => new(
        (long)BinaryPrimitives.ReadUInt32LittleEndian(header[offset..]) * BlockBytes,
        BinaryPrimitives.ReadUInt32LittleEndian(header[(offset + 4)..]),
        BinaryPrimitives.ReadInt64LittleEndian(header[(offset + 8)..]));

    /// <summary>Reads the entries of a section of which the first bytes are wanted.</summary>
    /// <exception cref="RecordingException">The section is not in the file, or its entries are too short.</exception>
    public IEnumerable<byte[]> Entries(AxonSection section, int leastBytes, string what)
    {
        if (section.Count == 0)
        {
            yield break;
        }

        if (section.Count < 0 || section.EntryBytes < leastBytes || section.Count > Length / section.EntryBytes)
        {
            throw new RecordingException(
                Path, $"is damaged: {what} is {section.Count} entries of {section.EntryBytes} bytes, expected entries of {leastBytes} bytes or more in a file of {Length}");
        }

        for (long i = 0; i < section.Count; i++)
        {
            yield return Read(section.Offset + (i * section.EntryBytes), section.EntryBytes, what);
        }
    }
}

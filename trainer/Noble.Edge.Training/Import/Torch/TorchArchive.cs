using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Noble.Edge.Training;

/// <summary>
/// The zip that <c>torch.save</c> writes: NAME/data.pkl, NAME/data/KEY for each storage, NAME/version and NAME/byteorder,
/// all stored without compression.
/// </summary>
/// <remarks>
/// Nothing is extracted to the disk. What is read is bounded by the file's own size: entries are uncompressed, and together
/// no longer than the file.
/// </remarks>
internal sealed class TorchArchive : IDisposable
{
    /// <summary>Files beyond this are refused; the largest published network is under 10 MB.</summary>
    public const long LargestFile = 1L << 30;

    private const string PickleName = "data.pkl";
    private const int EndRecordLength = 22, LargestDirectory = 4 << 20, LargestPickle = 2 << 20, LargestNote = 64;
    private const int OldestVersion = 2, NewestVersion = 10;

    private readonly string _file;
    private readonly string _root;
    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);

    private TorchArchive(string file, FileStream stream)
    {
        _file = file;
        CheckDirectory(stream);
        _zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        long total = 0;
        foreach (var entry in _zip.Entries)
        {
            Check(entry);
            total += entry.Length;
        }

        if (total > stream.Length)
        {
            throw new CheckpointException(file, null, $"entries within the file's {stream.Length} bytes", $"{total} bytes of entries that overlap");
        }

        _root = Root();
        Version = ReadVersion();
        CheckByteOrder();
    }

    /// <summary>Version of the file format, as the file states it.</summary>
    public int Version { get; }

    /// <summary>Whether a file begins as a zip does.</summary>
    public static bool IsZip(ReadOnlySpan<byte> start) => start.StartsWith("PK\u0003\u0004"u8);

    /// <summary>Opens an archive over a stream, which stays the caller's.</summary>
    /// <exception cref="CheckpointException">The file is not such a zip, is damaged or truncated.</exception>
    public static TorchArchive Open(string file, FileStream stream) => Guard(file, null, () => new TorchArchive(file, stream));

    /// <summary>The pickle.</summary>
    public byte[] ReadPickle() => Read(_entries[_root + PickleName], PickleName, LargestPickle);

    /// <summary>The size of a storage, or null where the archive has none of that key. [bytes]</summary>
    public long? StorageLength(string key) => _entries.TryGetValue(StorageName(key), out var entry) ? entry.Length : null;

    /// <summary>The bytes of a storage that is there.</summary>
    public byte[] ReadStorage(string key) => Read(_entries[StorageName(key)], $"data/{PrintableText.Of(key)}", (int)LargestFile);

    public void Dispose() => _zip.Dispose();

    private string StorageName(string key) => $"{_root}data/{key}";

    // Before the zip reader makes an object of every directory entry: the end record must lie at the very end, and the
    // directory before it must be small.
    private void CheckDirectory(FileStream stream)
    {
        Span<byte> end = stackalloc byte[EndRecordLength];
        if (stream.Length < EndRecordLength)
        {
            throw new CheckpointException(_file, null, "a PyTorch zip", $"a file of {stream.Length} bytes");
        }

        stream.Position = stream.Length - EndRecordLength;
        stream.ReadExactly(end);
        stream.Position = 0;
        if (!end.StartsWith("PK\u0005\u0006"u8) || end[20] != 0 || end[21] != 0)
        {
            throw new CheckpointException(_file, null, "the end record of a PyTorch zip in its last 22 bytes", "other bytes: the file is truncated or damaged");
        }

        long offset = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        var directory = stream.Length - EndRecordLength - offset;
        if (directory is < 0 or > LargestDirectory)
        {
            throw new CheckpointException(_file, null, $"a zip directory of at most {LargestDirectory} bytes at the end", $"one from byte {offset} of {stream.Length}");
        }
    }

    private void Check(ZipArchiveEntry entry)
    {
        var name = PrintableText.Of(entry.FullName);
        if (entry.IsEncrypted || entry.Length != entry.CompressedLength)
        {
            throw new CheckpointException(_file, name, "an entry stored as it is", entry.IsEncrypted ? "an encrypted one" : "a compressed one");
        }

        if (!_entries.TryAdd(entry.FullName, entry))
        {
            throw new CheckpointException(_file, name, "each entry once", "the entry twice");
        }
    }

    private string Root()
    {
        var pickles = _entries.Keys.Where(name => name.EndsWith("/" + PickleName, StringComparison.Ordinal) && name.Count(c => c == '/') == 1).ToArray();
        if (pickles.Length != 1)
        {
            throw new CheckpointException(_file, null, $"one entry NAME/{PickleName}, as torch.save writes it", $"{pickles.Length} in {_entries.Count} entries");
        }

        var root = pickles[0][..^PickleName.Length];
        return _entries.ContainsKey(root + "constants.pkl")
            ? throw new CheckpointException(_file, null, "a state dict, as torch.save(model.state_dict()) writes it", "a TorchScript program")
            : root;
    }

    private int ReadVersion()
    {
        var text = _entries.TryGetValue(_root + "version", out var entry)
            ? Encoding.ASCII.GetString(Read(entry, "version", LargestNote)).Trim()
            : throw new CheckpointException(_file, "version", "an entry", "none");
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version is >= OldestVersion and <= NewestVersion
            ? version
            : throw new CheckpointException(_file, "version", $"{OldestVersion} to {NewestVersion}", $"'{PrintableText.Of(text)}'");
    }

    // Older files have no such entry; all of them were written on little-endian machines.
    private void CheckByteOrder()
    {
        if (_entries.TryGetValue(_root + "byteorder", out var entry))
        {
            var order = Encoding.ASCII.GetString(Read(entry, "byteorder", LargestNote));
            if (order != "little")
            {
                throw new CheckpointException(_file, "byteorder", "little", $"'{PrintableText.Of(order)}'");
            }
        }
    }

    private byte[] Read(ZipArchiveEntry entry, string name, int largest)
    {
        if (entry.Length > largest)
        {
            throw new CheckpointException(_file, name, $"at most {largest} bytes", $"{entry.Length} bytes");
        }

        return Guard(_file, name, () =>
        {
            var bytes = new byte[entry.Length];
            using var stream = entry.Open();
            stream.ReadExactly(bytes);
            var sum = ZipChecksum.Of(bytes);
            return sum == entry.Crc32
                ? bytes
                : throw new CheckpointException(_file, name, $"CRC-32 {entry.Crc32:x8}", $"{sum:x8}: the file is damaged, or was saved without checksums");
        });
    }

    // What System.IO.Compression throws over damaged bytes, in the words of this reader.
    private static T Guard<T>(string file, string? item, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException or NotSupportedException or OverflowException)
        {
            throw new CheckpointException(file, item, "a readable zip", $"a damaged one ({PrintableText.Of(e.Message)})", e);
        }
    }
}

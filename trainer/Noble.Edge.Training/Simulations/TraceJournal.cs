using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Noble.Edge.Training;

/// <summary>Which traces of an unfinished folder are safely on the disk, with their spikes.</summary>
/// <remarks>
/// A record is row (int32), number of spikes (int32), spike times [ms] (float64 each), then a 64-bit FNV-1a hash of those bytes. Records
/// are only appended; what a kill left of the last one fails its hash and is cut off. Held open, the file is locked.
/// </remarks>
internal sealed class TraceJournal : IDisposable
{
    private readonly FileStream _stream;

    private TraceJournal(FileStream stream, Dictionary<int, double[]> spikes) => (_stream, Spikes) = (stream, spikes);

    /// <summary>Spike times of each row that is done.</summary>
    public Dictionary<int, double[]> Spikes { get; }

    /// <summary>Opens or makes a journal.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">Rows of the folder.</param>
    /// <exception cref="DataSetException">Another process has it open.</exception>
    public static TraceJournal Open(string path, int rows)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new DataSetException($"'{Path.GetDirectoryName(path)}' is being written by another noble-train: {e.Message}", e);
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var spikes = new Dictionary<int, double[]>();
        var at = 0;
        while (TryRead(bytes.AsSpan(at), rows, out var row, out var times))
        {
            spikes[row] = times;
            at += RecordLength(times.Length);
        }

        stream.SetLength(at);
        stream.Position = at;
        return new TraceJournal(stream, spikes);
    }

    /// <summary>Appends rows that are on the disk, and waits until this is, too.</summary>
    public void Append(IReadOnlyList<(int Row, double[] Spikes)> done)
    {
        foreach (var (row, spikes) in done)
        {
            var record = new byte[RecordLength(spikes.Length)];
            BinaryPrimitives.WriteInt32LittleEndian(record, row);
            BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(4), spikes.Length);
            MemoryMarshal.AsBytes(spikes.AsSpan()).CopyTo(record.AsSpan(8));
            BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(record.Length - 8), Hash(record.AsSpan(0, record.Length - 8)));
            _stream.Write(record);
            Spikes[row] = spikes;
        }

        _stream.Flush(flushToDisk: true);
    }

    public void Dispose() => _stream.Dispose();

    private static int RecordLength(int spikes) => 8 + (8 * spikes) + 8;

    private static bool TryRead(ReadOnlySpan<byte> bytes, int rows, out int row, out double[] spikes)
    {
        (row, spikes) = (-1, []);
        if (bytes.Length < RecordLength(0))
        {
            return false;
        }

        row = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        if (row < 0 || row >= rows || count < 0 || count > (bytes.Length - RecordLength(0)) / 8)
        {
            return false;
        }

        var body = bytes[..(8 + (8 * count))];
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes[body.Length..]) != Hash(body))
        {
            return false;
        }

        spikes = MemoryMarshal.Cast<byte, double>(body[8..]).ToArray();
        return true;
    }

    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 14695981039346656037;
        foreach (var b in bytes)
        {
            hash = unchecked((hash ^ b) * 1099511628211);
        }

        return hash;
    }
}

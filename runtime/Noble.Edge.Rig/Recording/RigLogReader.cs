using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Noble.Edge.Rig;

/// <summary>Reads a recording forwards, through the files that it goes on in.</summary>
/// <remarks>
/// Whatever is in a file, reading it ends, in bounded memory, and throws nothing but <see cref="RigLogException"/>. What is damaged is skipped
/// and said in <see cref="Damages"/>; what is before and after it is read.
/// </remarks>
public sealed class RigLogReader : IDisposable
{
    private const int MostDamages = 100; // that are described
    private const int MostNotes = 10_000;

    private readonly Func<string, Stream> _open;
    private readonly string _path;
    private readonly bool _follow;
    private readonly List<string> _files = [];
    private readonly List<RigLogDamage> _damages = [];
    private readonly List<RigLogNote> _notes = [];
    private readonly long[] _counts = new long[256];
    private readonly MemoryStream _json = new();
    private RigLogFileReader _file;
    private byte[] _records = [];
    private int _used;
    private int _next;
    private bool _hasSequence;
    private ulong _sequence;
    private readonly bool _isFirst; // whether the first file read is the recording's first
    private bool _hasOrderlyEnd; // of the file that is read
    private string _successor = "";
    private long _tornBefore;

    private RigLogReader(string path, bool follow, Func<string, Stream> open)
    {
        (_path, _follow, _open) = (path, follow, open);
        _file = OpenFile(path);
        _isFirst = _file is { HasHeader: true, Number: 0 };
        if (!_file.HasHeader)
        {
            AddDamage(new RigLogDamage(Path.GetFileName(path), 0, 0, "the file's header is damaged"));
        }
    }

    /// <summary>What it was made with; null where no block says it.</summary>
    public RigLogConfiguration? Configuration { get; private set; }

    /// <summary>The configuration as it stands in the file, JSON; null where there is none or it is damaged.</summary>
    public string? ConfigurationText { get; private set; }

    /// <summary>Files read so far.</summary>
    public IReadOnlyList<string> Files => _files;

    /// <summary>What could not be read so far, the first hundred places.</summary>
    public IReadOnlyList<RigLogDamage> Damages => _damages;

    /// <summary>How many places could not be read so far.</summary>
    public long DamageCount { get; private set; }

    /// <summary>Bytes at the end that are not a whole block; known at the end.</summary>
    public long TornBytes => _tornBefore + _file.TornBytes;

    /// <summary>Notes read so far, the first ten thousand.</summary>
    public IReadOnlyList<RigLogNote> Notes => _notes;

    /// <summary>Blocks read so far.</summary>
    public long Blocks { get; private set; }

    /// <summary>Records that the recorder lost, as the recording says so far.</summary>
    public long Lost { get; private set; }

    /// <summary>How it ends; known at the end.</summary>
    public RigLogEnding Ending { get; private set; } = RigLogEnding.CutOff;

    /// <summary>Records of a kind read so far.</summary>
    public long Count(RigRecordKind kind) => _counts[(byte)kind];

    /// <summary>Opens a recording.</summary>
    /// <param name="path">Its file, or one of its files: it is read from there on.</param>
    /// <param name="follow">Whether to go on in the files that continue it.</param>
    /// <exception cref="RigLogException">It cannot be read, or is no recording.</exception>
    public static RigLogReader Open(string path, bool follow = true) => Open(path, follow, OpenStream);

    /// <summary>All records of a recording, in their order; read anew by each enumeration.</summary>
    /// <param name="path">Its file.</param>
    /// <exception cref="RigLogException">While enumerating: it cannot be read, or is no recording.</exception>
    public static IEnumerable<RigRecord> Records(string path)
    {
        using var reader = Open(path);
        while (reader.TryRead(out var record))
        {
            yield return record;
        }
    }

    internal static RigLogReader Open(string path, bool follow, Func<string, Stream> open)
    {
        var reader = new RigLogReader(path, follow, open);
        try
        {
            reader.Guarded(() => reader.Advance());
            return reader.Blocks > 0 || reader._file.HasHeader
                ? reader
                : throw new RigLogException($"{path}: is no recording, expected NAME.nobl");
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next record.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="RigLogException">The disk does not give the file.</exception>
    public bool TryRead(out RigRecord record)
    {
        if (_next == _used && !Guarded(Advance))
        {
            record = default;
            return false;
        }

        record = RigLogFormat.ReadRecord(_records.AsSpan(_next));
        _next += RigLogFormat.RecordBytes;
        _counts[(byte)record.Kind]++;
        if (record.Kind == RigRecordKind.Lost && record.Value is > 0 and < 1e15)
        {
            Lost += (long)record.Value;
        }

        return true;
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    // Goes on to the next block of records, through what is between; false at the end.
    private bool Advance()
    {
        while (true)
        {
            if (!_file.TryRead(out var kind, out var sequence, out var payload))
            {
                FinishConfiguration();
                if (TryOpenSuccessor())
                {
                    continue;
                }

                return false;
            }

            Blocks++;
            CheckSequence(sequence);
            _hasOrderlyEnd = false;
            if (kind != RigLogBlockKind.Configuration)
            {
                FinishConfiguration();
            }

            switch (kind)
            {
                case RigLogBlockKind.Configuration when _json.Length + payload.Length <= RigLogFormat.MostConfiguration:
                    _json.Write(payload);
                    break;
                case RigLogBlockKind.Records when payload.Length % RigLogFormat.RecordBytes == 0:
                    if (payload.Length > 0)
                    {
                        Keep(payload);
                        return true;
                    }

                    break;
                case RigLogBlockKind.Note when payload.Length >= 8:
                    if (_notes.Count < MostNotes)
                    {
                        var text = payload[8..Math.Min(payload.Length, 8 + RigLogFormat.MostNote)];
                        _notes.Add(new RigLogNote(BinaryPrimitives.ReadInt64LittleEndian(payload), Encoding.UTF8.GetString(text)));
                    }

                    break;
                case RigLogBlockKind.End when payload.Length >= RigLogFormat.EndBytes:
                    End(payload);
                    break;
                default:
                    AddDamage(Here(FormattableString.Invariant($"a block of kind {(uint)kind} has {payload.Length} bytes, which it cannot have")));
                    break;
            }
        }
    }

    private void Keep(ReadOnlySpan<byte> payload)
    {
        if (_records.Length < payload.Length)
        {
            _records = new byte[payload.Length];
        }

        payload.CopyTo(_records);
        (_next, _used) = (0, payload.Length);
    }

    private void CheckSequence(ulong sequence)
    {
        var expected = _sequence + 1;
        if (_hasSequence && sequence != expected)
        {
            AddDamage(Here(sequence > expected
                ? FormattableString.Invariant($"{sequence - expected} block(s) are missing before this one")
                : FormattableString.Invariant($"block {sequence} stands where {expected} belongs")));
        }

        (_hasSequence, _sequence) = (true, sequence);
    }

    private void FinishConfiguration()
    {
        if (_json.Length == 0)
        {
            return;
        }

        var bytes = _json.GetBuffer().AsSpan(0, (int)_json.Length);
        try
        {
            var read = JsonSerializer.Deserialize(bytes, RigLogJson.Default.RigLogConfiguration);
            if (Configuration is null && read is not null)
            {
                Configuration = read;
                ConfigurationText = Encoding.UTF8.GetString(bytes);
            }
        }
        catch (Exception error) when (error is JsonException or ArgumentException or FormatException or InvalidOperationException or NotSupportedException)
        {
            AddDamage(Here($"the configuration before this is damaged: {error.Message.ReplaceLineEndings(" ")}"));
        }

        _json.SetLength(0);
    }

    private void End(ReadOnlySpan<byte> payload)
    {
        _hasOrderlyEnd = true;
        var isContinued = BinaryPrimitives.ReadInt64LittleEndian(payload) == RigLogFormat.Continued;
        _successor = isContinued ? Encoding.UTF8.GetString(payload[RigLogFormat.EndBytes..]) : "";
        if (!_isFirst || isContinued)
        {
            return;
        }

        for (var kind = 1; kind < RigLogFormat.Kinds; kind++)
        {
            var total = BinaryPrimitives.ReadInt64LittleEndian(payload[(8 + (8 * kind))..]);
            if (total != _counts[kind])
            {
                AddDamage(Here(FormattableString.Invariant($"the end counts {total} records of kind {(RigRecordKind)kind}, and {_counts[kind]} are there")));
            }
        }
    }

    private bool TryOpenSuccessor()
    {
        Ending = _hasOrderlyEnd && _successor.Length == 0 ? RigLogEnding.Ended : _successor.Length > 0 ? RigLogEnding.SuccessorMissing : RigLogEnding.CutOff;
        if (!_follow || Ending == RigLogEnding.Ended || !_file.HasHeader || _file.Number >= 999_999)
        {
            return false;
        }

        var path = SuccessorPath();
        if (path is null || !File.Exists(path))
        {
            return false;
        }

        var before = _file;
        var next = OpenFile(path);
        if (!next.HasHeader || next.Chain != before.Chain || next.Number != before.Number + 1)
        {
            next.Dispose();
            _files.RemoveAt(_files.Count - 1);
            return false;
        }

        _tornBefore += before.TornBytes;
        if (before.TornBytes > 0)
        {
            AddDamage(new RigLogDamage(_files[^2], 0, before.TornBytes, FormattableString.Invariant($"the last {before.TornBytes} bytes are not a whole block")));
        }

        before.Dispose();
        (_file, _successor, _hasOrderlyEnd) = (next, "", false);
        return true;
    }

    // The name that the end block says, in the same folder and nowhere else; without one, the next number.
    private string? SuccessorPath()
    {
        var (folder, name) = (Path.GetDirectoryName(_path) ?? "", Path.GetFileName(_files[^1]));
        if (_successor.Length > 0)
        {
            return Path.GetFileName(_successor) == _successor && !_successor.Contains('\0', StringComparison.Ordinal) ? Path.Combine(folder, _successor) : null;
        }

        var (stem, extension) = (Path.GetFileNameWithoutExtension(name), Path.GetExtension(name));
        var suffix = FormattableString.Invariant($"-{_file.Number:0000}");
        stem = _file.Number > 0 && stem.EndsWith(suffix, StringComparison.Ordinal) ? stem[..^suffix.Length] : stem;
        return RigLogFormat.PathOf(Path.Combine(folder, stem + extension), _file.Number + 1);
    }

    private RigLogFileReader OpenFile(string path)
    {
        _files.Add(Path.GetFileName(path));
        return Guarded(() => new RigLogFileReader(_open(path), path, AddDamage));
    }

    private static FileStream OpenStream(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 65_536);
        if (!stream.CanSeek)
        {
            stream.Dispose();
            throw new IOException("is not an ordinary file");
        }

        return stream;
    }

    private T Guarded<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RigLogException($"{_path}: no such file, expected a recording NAME.nobl", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new RigLogException($"{_path}: {error.Message}", error);
        }
    }

    private RigLogDamage Here(string what) => new(_files[^1], _file.Offset, 0, what);

    private void AddDamage(RigLogDamage damage)
    {
        DamageCount++;
        if (_damages.Count < MostDamages)
        {
            _damages.Add(damage with { File = Path.GetFileName(damage.File) });
        }
    }
}

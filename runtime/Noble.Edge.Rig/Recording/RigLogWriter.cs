using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Noble.Edge.Rig;

/// <summary>Writes the blocks of a recording and goes on to the next file; what fails leaves the file as it was, and can be tried again.</summary>
internal sealed class RigLogWriter : IDisposable
{
    private readonly RigLogOptions _options;
    private readonly ILogDisk _disk;
    private readonly ulong _chain;
    private readonly Action<string>? _notice;
    private readonly byte[] _block;
    private readonly long[] _totals = new long[RigLogFormat.Kinds];
    private RigLogConfiguration? _configuration;
    private ILogFile _file;
    private string _path;
    private uint _number;
    private ulong _sequence;
    private long _length;
    private long _openedAt; // [ns, the recorder's clock]
    private long _syncedAt;
    private bool _isDirty;

    /// <exception cref="RigLogException">There is such a recording already.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    internal RigLogWriter(RigLogOptions options, ILogDisk disk, ulong chain, long now, Action<string>? notice)
    {
        (_options, _disk, _chain, _notice) = (options, disk, chain, notice);
        for (var number = 0u; number <= 1; number++)
        {
            if (disk.Exists(RigLogFormat.PathOf(options.Path, number)))
            {
                throw new RigLogException($"recording '{RigLogFormat.PathOf(options.Path, number)}': exists already, expected a name that is new");
            }
        }

        _block = new byte[RigLogFormat.BlockHeaderBytes + options.BlockBytes + RigLogFormat.CheckBytes];
        (_path, _openedAt, _syncedAt) = (options.Path, now, now);
        _file = disk.Create(_path);
        var header = new byte[RigLogFormat.FileHeaderBytes];
        RigLogFormat.WriteFileHeader(header, options.BlockBytes, chain, 0);
        try
        {
            _file.Write(header, 0);
        }
        catch
        {
            _file.Dispose();
            throw;
        }

        _length = Bytes = header.Length;
    }

    /// <summary>Records in a block at most.</summary>
    internal int RecordsPerBlock => _options.BlockBytes / RigLogFormat.RecordBytes;

    /// <summary>Whether the configuration is in the file: records come after it.</summary>
    internal bool HasBegun => _configuration is not null;

    /// <summary>Files begun.</summary>
    internal int Files => (int)_number + 1;

    /// <summary>Blocks written.</summary>
    internal long Blocks { get; private set; }

    /// <summary>Bytes written.</summary>
    internal long Bytes { get; private set; }

    /// <summary>Records written.</summary>
    internal long Records { get; private set; }

    /// <summary>Calls that the disk refused.</summary>
    internal long Errors { get; private set; }

    /// <summary>What the disk said first, or null.</summary>
    internal string? FirstError { get; private set; }

    /// <summary>Whether the end block is written.</summary>
    internal bool HasEnded { get; private set; }

    /// <summary>The parts of a configuration as blocks.</summary>
    /// <exception cref="RigLogException">It is too large.</exception>
    internal static byte[] ConfigurationBlocks(RigLogConfiguration configuration, int blockBytes, ulong sequence, out int blocks)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(configuration, RigLogJson.Default.RigLogConfiguration);
        if (json.Length > RigLogFormat.MostConfiguration)
        {
            throw new RigLogException($"configuration of the recording: {json.Length} bytes, expected {RigLogFormat.MostConfiguration} at most");
        }

        blocks = (json.Length + blockBytes - 1) / blockBytes;
        var bytes = new byte[json.Length + (blocks * (RigLogFormat.BlockHeaderBytes + RigLogFormat.CheckBytes))];
        var at = 0;
        for (var part = 0; part < blocks; part++)
        {
            var payload = json.AsSpan(part * blockBytes, Math.Min(blockBytes, json.Length - (part * blockBytes)));
            payload.CopyTo(bytes.AsSpan(at + RigLogFormat.BlockHeaderBytes));
            at += RigLogFormat.SealBlock(bytes.AsSpan(at), RigLogBlockKind.Configuration, sequence + (ulong)part, payload.Length);
        }

        return bytes;
    }

    /// <summary>Writes the configuration.</summary>
    internal bool TryBegin(RigLogConfiguration configuration)
    {
        var bytes = ConfigurationBlocks(configuration, _options.BlockBytes, _sequence, out var blocks);
        if (!TryAppend(bytes, blocks))
        {
            return false;
        }

        _configuration = configuration;
        return true;
    }

    /// <summary>Writes records as one block.</summary>
    internal bool TryWriteRecords(ReadOnlySpan<RigRecord> records)
    {
        for (var i = 0; i < records.Length; i++)
        {
            RigLogFormat.WriteRecord(_block.AsSpan(RigLogFormat.BlockHeaderBytes + (i * RigLogFormat.RecordBytes)), records[i]);
        }

        if (!TryWriteBlock(RigLogBlockKind.Records, records.Length * RigLogFormat.RecordBytes))
        {
            return false;
        }

        Records += records.Length;
        foreach (ref readonly var record in records)
        {
            _totals[(int)record.Kind & (RigLogFormat.Kinds - 1)]++;
            _totals[0] += record.Kind == RigRecordKind.Lost ? (long)record.Value : 0;
        }

        return true;
    }

    /// <summary>Writes a note.</summary>
    internal bool TryWriteNote(long timeNanoseconds, string text)
    {
        var payload = _block.AsSpan(RigLogFormat.BlockHeaderBytes);
        BinaryPrimitives.WriteInt64LittleEndian(payload, timeNanoseconds);
        Encoding.UTF8.GetEncoder().Convert(text, payload.Slice(8, RigLogFormat.MostNote), flush: true, out _, out var bytes, out _);
        return TryWriteBlock(RigLogBlockKind.Note, 8 + bytes);
    }

    /// <summary>Writes the end block.</summary>
    internal bool TryEnd()
    {
        HasEnded = HasEnded || TryWriteEnd(RigLogFormat.EndedHere, "");
        return HasEnded;
    }

    /// <summary>Whether the file is large or old enough for a new one.</summary>
    internal bool IsRollDue(long now) =>
        _length >= _options.RollBytes || (_options.RollInterval > TimeSpan.Zero && now - _openedAt >= _options.RollInterval.Ticks * 100);

    /// <summary>Begins the next file; where that fails, this one goes on.</summary>
    internal bool TryRollOver(long now)
    {
        var (number, path) = (_number + 1, RigLogFormat.PathOf(_options.Path, _number + 1));
        var blocks = ConfigurationBlocks(_configuration! with { Predecessor = Path.GetFileName(_path) }, _options.BlockBytes, _sequence + 1, out var count);
        var head = new byte[RigLogFormat.FileHeaderBytes + blocks.Length];
        RigLogFormat.WriteFileHeader(head, _options.BlockBytes, _chain, number);
        blocks.CopyTo(head, RigLogFormat.FileHeaderBytes);
        ILogFile? file = null;
        try
        {
            file = _disk.Create(path);
            file.Write(head, 0);
        }
        catch (Exception error) when (IsDisk(error))
        {
            Fail(error);
            if (file is not null)
            {
                file.Dispose();
                Attempt(() => _disk.Delete(path));
            }

            return false;
        }

        // Without its end block the file is whole all the same: the next one says what it continues. The number stays taken.
        var next = _sequence + 1 + (ulong)count;
        _ = TryWriteEnd(RigLogFormat.Continued, Path.GetFileName(path));
        Sync(now);
        _file.Dispose();
        (_file, _path, _number, _openedAt, _length, _isDirty) = (file, path, number, now, head.Length, true);
        Bytes += head.Length;
        Blocks += count;
        _sequence = next;
        return true;
    }

    /// <summary>Forces to the disk what is older than the interval.</summary>
    internal void SyncIfDue(long now)
    {
        if (_isDirty && _options.SyncInterval != Timeout.InfiniteTimeSpan && now - _syncedAt >= _options.SyncInterval.Ticks * 100)
        {
            Sync(now);
        }
    }

    /// <summary>Forces everything to the disk.</summary>
    internal void Sync(long now)
    {
        _syncedAt = now;
        _isDirty = !Attempt(_file.Sync) && _isDirty;
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    private bool TryWriteEnd(long how, string successor)
    {
        var payload = _block.AsSpan(RigLogFormat.BlockHeaderBytes);
        BinaryPrimitives.WriteInt64LittleEndian(payload, how);
        for (var kind = 0; kind < RigLogFormat.Kinds; kind++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(payload[(8 + (8 * kind))..], _totals[kind]);
        }

        return TryWriteBlock(RigLogBlockKind.End, RigLogFormat.EndBytes + Encoding.UTF8.GetBytes(successor, payload[RigLogFormat.EndBytes..]));
    }

    private bool TryWriteBlock(RigLogBlockKind kind, int payload) => TryAppend(_block.AsSpan(0, RigLogFormat.SealBlock(_block, kind, _sequence, payload)), 1);

    private bool TryAppend(ReadOnlySpan<byte> bytes, int blocks)
    {
        try
        {
            _file.Write(bytes, _length);
        }
        catch (Exception error) when (IsDisk(error))
        {
            Fail(error);
            Attempt(() => _file.Truncate(_length));
            return false;
        }

        _length += bytes.Length;
        Bytes += bytes.Length;
        Blocks += blocks;
        _sequence += (ulong)blocks;
        _isDirty = true;
        return true;
    }

    private bool Attempt(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception error) when (IsDisk(error))
        {
            Fail(error);
            return false;
        }
    }

    private void Fail(Exception error)
    {
        Errors++;
        if (FirstError is null)
        {
            FirstError = error.Message;
            _notice?.Invoke($"recording '{_path}': {error.Message}; the experiment goes on, what cannot be recorded is counted");
        }
    }

    private static bool IsDisk(Exception error) => error is IOException or UnauthorizedAccessException;
}

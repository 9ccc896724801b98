using System.Buffers.Binary;

namespace Noble.Edge.Rig;

/// <summary>Reads the blocks of one file, over damaged ones to the next that is whole.</summary>
/// <remarks>Whatever is in the file: memory is bounded by a block, work by a small multiple of the file.</remarks>
internal sealed class RigLogFileReader : IDisposable
{
    private const int Window = 65_536;

    private readonly Stream _stream;
    private readonly string _name;
    private readonly Action<RigLogDamage> _damaged;
    private readonly int _mostPayload;
    private readonly long _length;
    private byte[] _block = new byte[4_096];
    private long _at;
    private long _searchBudget; // [bytes] that may still be checked in vain

    /// <exception cref="RigLogException">It is of another version.</exception>
    internal RigLogFileReader(Stream stream, string name, Action<RigLogDamage> damaged)
    {
        (_stream, _name, _damaged) = (stream, name, damaged);
        _length = stream.Length;
        _searchBudget = (16 * _length) + (64L << 20);
        Span<byte> header = stackalloc byte[RigLogFormat.FileHeaderBytes];
        if (_length >= header.Length)
        {
            Read(0, header);
            if (header.StartsWith(RigLogFormat.FileMagic) && BinaryPrimitives.ReadUInt32LittleEndian(header[28..]) == Crc32C.Compute(header[..28]))
            {
                if (BinaryPrimitives.ReadUInt32LittleEndian(header[8..]) is var version and not RigLogFormat.Version)
                {
                    throw new RigLogException($"{name}: is a recording of version {version}, expected {RigLogFormat.Version}");
                }

                _mostPayload = Math.Clamp(BinaryPrimitives.ReadInt32LittleEndian(header[12..]), 0, RigLogFormat.MostBlock);
                Chain = BinaryPrimitives.ReadUInt64LittleEndian(header[16..]);
                Number = BinaryPrimitives.ReadUInt32LittleEndian(header[24..]);
                HasHeader = true;
                _at = header.Length;
                return;
            }
        }

        _mostPayload = RigLogFormat.MostBlock;
    }

    /// <summary>Whether the file begins as a recording does.</summary>
    internal bool HasHeader { get; }

    /// <summary>Number that the files of one recording share.</summary>
    internal ulong Chain { get; }

    /// <summary>Which of them it is, from 0.</summary>
    internal uint Number { get; }

    /// <summary>Blocks read.</summary>
    internal long Blocks { get; private set; }

    /// <summary>Bytes after the last whole block.</summary>
    internal long TornBytes { get; private set; }

    /// <summary>Offset of the block that was read last.</summary>
    internal long Offset { get; private set; }

    /// <summary>Reads the next whole block.</summary>
    /// <param name="kind">What it holds.</param>
    /// <param name="sequence">Its number.</param>
    /// <param name="payload">What it holds, valid until the next call.</param>
    /// <returns>False at the end.</returns>
    internal bool TryRead(out RigLogBlockKind kind, out ulong sequence, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        (kind, sequence) = (default, 0);
        if (_at >= _length)
        {
            return false;
        }

        if (!TryReadAt(_at, out kind, out sequence, out var bytes))
        {
            var found = Search(_at + 1, out kind, out sequence, out bytes);
            if (found < 0)
            {
                TornBytes = _length - _at;
                _at = _length;
                return false;
            }

            _damaged(new RigLogDamage(_name, _at, found - _at, FormattableString.Invariant($"{found - _at} bytes are no whole block and are skipped")));
            _at = found;
        }

        Offset = _at;
        Blocks++;
        _at += RigLogFormat.BlockHeaderBytes + bytes + RigLogFormat.CheckBytes;
        payload = _block.AsSpan(RigLogFormat.BlockHeaderBytes, bytes);
        return true;
    }

    /// <inheritdoc />
    public void Dispose() => _stream.Dispose();

    // Returns the offset of the next whole block, or -1.
    private long Search(long from, out RigLogBlockKind kind, out ulong sequence, out int payload)
    {
        var window = new byte[Window];
        (kind, sequence, payload) = (default, 0, 0);
        var magic = RigLogFormat.BlockMagic;
        while (from + RigLogFormat.BlockHeaderBytes + RigLogFormat.CheckBytes <= _length)
        {
            var part = window.AsSpan(0, (int)Math.Min(window.Length, _length - from));
            Read(from, part);
            var at = 0;
            while (part[at..].IndexOf(magic) is var next and >= 0)
            {
                at += next;
                if (TryReadAt(from + at, out kind, out sequence, out payload))
                {
                    return from + at;
                }

                at++;
            }

            if (from + part.Length == _length)
            {
                break;
            }

            from += part.Length - magic.Length + 1;
        }

        return -1;
    }

    private bool TryReadAt(long at, out RigLogBlockKind kind, out ulong sequence, out int payload)
    {
        const int Around = RigLogFormat.BlockHeaderBytes + RigLogFormat.CheckBytes;
        (kind, sequence, payload) = (default, 0, 0);
        if (at + Around > _length)
        {
            return false;
        }

        Read(at, _block.AsSpan(0, RigLogFormat.BlockHeaderBytes));
        if (!RigLogFormat.TryReadBlockHeader(_block, _mostPayload, out kind, out sequence, out payload) || at + Around + payload > _length)
        {
            return false;
        }

        if (_block.Length < Around + payload)
        {
            Array.Resize(ref _block, Math.Min(RigLogFormat.MostBlock + Around, Math.Max(2 * _block.Length, Around + payload)));
        }

        Read(at + RigLogFormat.BlockHeaderBytes, _block.AsSpan(RigLogFormat.BlockHeaderBytes, payload + RigLogFormat.CheckBytes));
        var end = RigLogFormat.BlockHeaderBytes + payload;
        if (BinaryPrimitives.ReadUInt32LittleEndian(_block.AsSpan(end)) == Crc32C.Compute(_block.AsSpan(0, end)))
        {
            return true;
        }

        // Headers that promise blocks and do not keep it can be packed closely: a file made of them is not worth its time.
        _searchBudget -= payload;
        return _searchBudget >= 0 ? false : throw new RigLogException($"{_name}: holds more broken blocks than can be searched, expected a recording");
    }

    private void Read(long at, Span<byte> into)
    {
        _stream.Position = at;
        try
        {
            _stream.ReadExactly(into);
        }
        catch (EndOfStreamException error)
        {
            throw new RigLogException($"{_name}: became shorter while it was read", error);
        }
    }
}

namespace Noble.Edge.FirmwareBridge;

/// <summary>Consistent Overhead Byte Stuffing: what it writes has no zero in it.</summary>
public ref struct CobsWriter
{
    private const int CodeOfFullBlock = BridgeProtocol.CobsBlockBytesMax + 1;

    private readonly Span<byte> _destination;
    private int _length;

    // Where the open block's code belongs.
    private int _code;

    // The last block took 254 bytes, and nothing follows it yet.
    private bool _full;

    /// <summary>Begins a stuffed frame.</summary>
    /// <param name="destination">Holds <see cref="Bound"/> of what will be written.</param>
    public CobsWriter(Span<byte> destination)
    {
        _destination = destination;
        OpenBlock();
    }

    /// <summary>The most bytes that stuffing makes of <paramref name="count"/> bytes.</summary>
    public static int Bound(int count) =>
        count == 0 ? 1 : count + ((count + BridgeProtocol.CobsBlockBytesMax - 1) / BridgeProtocol.CobsBlockBytesMax);

    /// <summary>Writes the frame's next bytes.</summary>
    public void Write(scoped ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            // A full block is followed by another only when there is something to put into it.
            if (_full)
            {
                OpenBlock();
            }

            if (value == BridgeProtocol.Delimiter)
            {
                CloseBlock();
                OpenBlock();
                continue;
            }

            _destination[_length++] = value;
            if (_length - _code == CodeOfFullBlock)
            {
                CloseBlock();
                _full = true;
            }
        }
    }

    /// <summary>Ends the frame.</summary>
    /// <returns>Bytes written.</returns>
    public readonly int End()
    {
        CloseBlock();
        return _length;
    }

    private void OpenBlock()
    {
        _code = _length++;
        _full = false;
    }

    private readonly void CloseBlock() => _destination[_code] = (byte)(_length - _code);
}

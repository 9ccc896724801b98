using System.Diagnostics;

namespace Noble.Edge.FirmwareBridge;

/// <summary>Takes the stuffing off a frame, a byte at a time; <c>default</c> is at the beginning of one.</summary>
public struct CobsReader
{
    private const int CodeOfFullBlock = BridgeProtocol.CobsBlockBytesMax + 1;

    // Data bytes that the open block still has.
    private int _left;

    // A zero lies before the next block.
    private bool _zeroPending;

    /// <summary>Whether the frame may end here: no block is open.</summary>
    public readonly bool IsComplete => _left == 0;

    /// <summary>Takes one byte, which is not a delimiter.</summary>
    /// <param name="stuffed">The byte from the wire.</param>
    /// <param name="data">A byte of the frame.</param>
    /// <returns>Whether there is a byte of the frame.</returns>
    public bool TryRead(byte stuffed, out byte data)
    {
        Debug.Assert(stuffed != BridgeProtocol.Delimiter, "A delimiter ends a frame and is not part of it.");
        if (_left > 0)
        {
            _left--;
            data = stuffed;
            return true;
        }

        var zeroBefore = _zeroPending;
        _left = stuffed - 1;
        _zeroPending = stuffed != CodeOfFullBlock;
        data = 0;
        return zeroBefore;
    }
}

namespace Noble.Edge.FirmwareBridge;

/// <summary>CRC-32/ISO-HDLC, the CRC of Ethernet, zip and PNG.</summary>
public static class Crc32
{
    // The CRC of each half byte; the firmware has the same table.
    private static readonly uint[] HalfByte =
    [
        0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4, 0x4DB26158, 0x5005713C,
        0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C, 0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C,
    ];

    /// <summary>The CRC of the bytes.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes) => End(Update(Begin(), bytes));

    /// <summary>A running CRC of nothing.</summary>
    public static uint Begin() => BridgeProtocol.CrcInitial;

    /// <summary>A running CRC with more bytes in it.</summary>
    public static uint Update(uint running, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            running ^= value;
            running = (running >> 4) ^ HalfByte[running & 15];
            running = (running >> 4) ^ HalfByte[running & 15];
        }

        return running;
    }

    /// <summary>The CRC that a running one has come to.</summary>
    public static uint End(uint running) => running ^ BridgeProtocol.CrcFinalXor;
}

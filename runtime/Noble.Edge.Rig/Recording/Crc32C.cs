using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Noble.Edge.Rig;

/// <summary>CRC-32C (Castagnoli), which processors have an instruction for: the check value of "123456789" is 0xE3069283.</summary>
/// <remarks>Hot path: does not allocate.</remarks>
public static class Crc32C
{
    private const uint Polynomial = 0x82F63B78; // 0x1EDC6F41, bits reversed

    private static readonly uint[] Table = MakeTable();

    /// <summary>The CRC of the bytes.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes) => ~Update(~0u, bytes);

    /// <summary>The CRC of the bytes a and then b, neither of which is copied.</summary>
    public static uint Compute(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) => ~Update(Update(~0u, a), b);

    /// <summary>The same without the instruction.</summary>
    internal static uint ComputeScalar(ReadOnlySpan<byte> bytes) => ~UpdateScalar(~0u, bytes);

    private static uint Update(uint running, ReadOnlySpan<byte> bytes)
    {
        if (Sse42.X64.IsSupported)
        {
            ulong wide = running;
            var words = MemoryMarshal.Cast<byte, ulong>(bytes);
            foreach (var word in words)
            {
                wide = Sse42.X64.Crc32(wide, word);
            }

            running = (uint)wide;
            foreach (var value in bytes[(words.Length * sizeof(ulong))..])
            {
                running = Sse42.Crc32(running, value);
            }

            return running;
        }

        if (Crc32.Arm64.IsSupported)
        {
            var words = MemoryMarshal.Cast<byte, ulong>(bytes);
            foreach (var word in words)
            {
                running = Crc32.Arm64.ComputeCrc32C(running, word);
            }

            foreach (var value in bytes[(words.Length * sizeof(ulong))..])
            {
                running = Crc32.ComputeCrc32C(running, value);
            }

            return running;
        }

        return UpdateScalar(running, bytes);
    }

    private static uint UpdateScalar(uint running, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            running = (running >> 8) ^ Table[(byte)(running ^ value)];
        }

        return running;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var remainder = i;
            for (var bit = 0; bit < 8; bit++)
            {
                remainder = (remainder & 1) != 0 ? (remainder >> 1) ^ Polynomial : remainder >> 1;
            }

            table[i] = remainder;
        }

        return table;
    }
}

using System.Buffers;
using System.Buffers.Binary;
using K4os.Compression.LZ4.Streams;

namespace Noble.Edge.Spikes;

/// <summary>LZ4 frames in memory.</summary>
internal static class Lz4Frames
{
    // Independent blocks of at most 4 MiB, no checksums; the last byte is the descriptor's own checksum.
    private static ReadOnlySpan<byte> StoredFrameStart => [0x04, 0x22, 0x4D, 0x18, 0x60, 0x70, 0x73];

    private const int LargestBlock = 4 << 20;
    private const uint Stored = 0x8000_0000;

    /// <summary>Compresses.</summary>
    internal static void Compress(ReadOnlySpan<byte> source, ArrayBufferWriter<byte> target) => LZ4Frame.Encode(source, target);

    /// <summary>Wraps bytes into a frame as they are.</summary>
    internal static void Store(ReadOnlySpan<byte> source, ArrayBufferWriter<byte> target)
    {
        target.Write(StoredFrameStart);
        Span<byte> size = stackalloc byte[sizeof(uint)];
        while (source.Length > 0)
        {
            var block = source[..Math.Min(source.Length, LargestBlock)];
            source = source[block.Length..];
            BinaryPrimitives.WriteUInt32LittleEndian(size, Stored | (uint)block.Length);
            target.Write(size);
            target.Write(block);
        }

        size.Clear();
        target.Write(size);
    }

    /// <summary>Decompresses a frame.</summary>
    /// <exception cref="InvalidDataException">It is not one, or it holds more than the target takes.</exception>
#pragma warning disable CA1031 // The library reports a damaged frame by exceptions of several types; to the caller they are one.
    internal static void Decompress(ReadOnlySpan<byte> source, BoundedBuffer target)
    {
        try
        {
            LZ4Frame.Decode(source, target);
        }
        catch (Exception failure)
        {
            throw new InvalidDataException(failure is InvalidDataException ? failure.Message : "no LZ4 frame", failure);
        }
    }
#pragma warning restore CA1031
}

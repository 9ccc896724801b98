namespace Noble.Edge.FirmwareBridge.Tests;

/// <summary>Buffers with 0xAA behind what may be written.</summary>
internal static class Guarded
{
    private const byte Guard = 0xAA;

    public static byte[] Buffer(int length)
    {
        var buffer = new byte[length + 16];
        buffer.AsSpan().Fill(Guard);
        return buffer;
    }

    public static void AssertIntact(ReadOnlySpan<byte> buffer, int written) =>
        Assert.Equal(-1, buffer[written..].IndexOfAnyExcept(Guard));
}

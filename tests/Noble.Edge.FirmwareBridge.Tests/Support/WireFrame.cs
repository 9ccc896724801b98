namespace Noble.Edge.FirmwareBridge.Tests;

/// <summary>Frames for the receivers' tests.</summary>
internal static class WireFrame
{
    public static byte[] Of(BridgeMessageType type, ushort sequence, ReadOnlySpan<byte> payload)
    {
        var buffer = new byte[BridgeProtocol.WireBytesMax];
        Assert.True(BridgeFrameCodec.TryWrite(buffer, type, sequence, payload, out var written, out _));
        return buffer[..written];
    }

    /// <summary>The frame's bytes between its delimiters, stuffing taken off.</summary>
    public static byte[] Unstuffed(ReadOnlySpan<byte> wire)
    {
        var reader = default(CobsReader);
        var bytes = new List<byte>();
        foreach (var value in wire[1..^1])
        {
            if (reader.TryRead(value, out var data))
            {
                bytes.Add(data);
            }
        }

        Assert.True(reader.IsComplete);
        return [.. bytes];
    }
}

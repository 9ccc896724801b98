namespace Noble.Edge.FirmwareBridge.Tests;

/// <summary>A frame that a receiver took, kept beyond the next byte.</summary>
internal sealed record ReceivedFrame(BridgeMessageType Type, ushort Sequence, string Payload)
{
    /// <summary>Gives all the bytes to the receiver and collects its frames.</summary>
    public static List<ReceivedFrame> All(BridgeReceiver receiver, ReadOnlySpan<byte> bytes, long nowNanoseconds = 0)
    {
        var frames = new List<ReceivedFrame>();
        while (receiver.TryRead(ref bytes, nowNanoseconds, out var frame))
        {
            frames.Add(new ReceivedFrame(frame.Type, frame.Sequence, Vectors.Text(frame.Payload)));
        }

        Assert.True(bytes.IsEmpty);
        return frames;
    }
}

namespace Noble.Edge.FirmwareBridge.Tests;

public class CobsTests
{
    [Fact]
    public void CobsWriter_Vectors_GiveTheirBytes()
    {
        var vectors = Vectors.Lines("cobs.txt", "both").ToList();
        Assert.Equal(16, vectors.Count);
        Assert.All(vectors, vector => Assert.Equal(vector[3], Vectors.Text(Stuffed(Vectors.Bytes(vector[2])))));
    }

    [Fact]
    public void CobsReader_Vectors_GiveTheirFrame()
    {
        var vectors = Vectors.Lines("cobs.txt", "both").Concat(Vectors.Lines("cobs.txt", "read")).ToList();
        Assert.Equal(18, vectors.Count);
        Assert.All(vectors, vector =>
        {
            Assert.True(TryUnstuff(Vectors.Bytes(vector[3]), out var frame));
            Assert.Equal(vector[2], Vectors.Text(frame));
        });
    }

    [Fact]
    public void CobsReader_BadVectors_AreIncomplete()
    {
        var vectors = Vectors.Lines("cobs.txt", "bad").ToList();
        Assert.Equal(4, vectors.Count);
        Assert.All(vectors, vector => Assert.False(TryUnstuff(Vectors.Bytes(vector[2]), out _)));
    }

    [Fact]
    public void CobsWriter_EveryLengthOfNoZeros_RoundTripsWithinTheBound()
    {
        var bytes = new byte[BridgeProtocol.FrameBytesMax];
        bytes.AsSpan().Fill(0x77);
        for (var length = 0; length <= bytes.Length; length++)
        {
            var stuffed = Stuffed(bytes.AsSpan(0, length));
            Assert.Equal(CobsWriter.Bound(length), stuffed.Length);
            Assert.True(TryUnstuff(stuffed, out var frame));
            Assert.True(frame.AsSpan().SequenceEqual(bytes.AsSpan(0, length)));
        }

        Assert.Equal(BridgeProtocol.CobsBytesMax, CobsWriter.Bound(BridgeProtocol.FrameBytesMax));
    }

    [Fact]
    public void CobsWriter_RandomFramesInPieces_RoundTrip()
    {
        var random = new Random(21);
        for (var round = 0; round < 2000; round++)
        {
            var bytes = new byte[random.Next(1100)];
            // From all bytes zero to hardly any.
            var zeroIn = 1 << random.Next(11);
            foreach (ref var value in bytes.AsSpan())
            {
                value = random.Next(zeroIn) == 0 ? (byte)0 : (byte)random.Next(256);
            }

            var stuffed = Stuffed(bytes, random.Next(bytes.Length + 1));
            Assert.True(TryUnstuff(stuffed, out var frame));
            Assert.True(frame.AsSpan().SequenceEqual(bytes));
        }
    }

    private static byte[] Stuffed(ReadOnlySpan<byte> bytes, int cut = 0)
    {
        var buffer = Guarded.Buffer(CobsWriter.Bound(bytes.Length));
        var writer = new CobsWriter(buffer);
        writer.Write(bytes[..cut]);
        writer.Write(bytes[cut..]);
        var written = writer.End();
        Guarded.AssertIntact(buffer, written);
        Assert.False(buffer.AsSpan(0, written).Contains((byte)0));
        return buffer[..written];
    }

    private static bool TryUnstuff(ReadOnlySpan<byte> stuffed, out byte[] frame)
    {
        var reader = default(CobsReader);
        var bytes = new List<byte>();
        foreach (var value in stuffed)
        {
            if (reader.TryRead(value, out var data))
            {
                bytes.Add(data);
            }
        }

        frame = [.. bytes];
        return reader.IsComplete;
    }
}

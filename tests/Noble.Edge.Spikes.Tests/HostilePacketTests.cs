namespace Noble.Edge.Spikes.Tests;

/// <summary>A million packets each: random, cut, and good ones with bytes changed. Nothing may escape, and every packet is either good or has a reason.</summary>
public class HostilePacketTests
{
    private const int Packets = 1_000_000;

    [Fact]
    public void EieioCodec_MillionHostilePackets_GoodOrRefused()
    {
        var header = new EieioHeader { Type = EieioType.Key32Payload32, PrefixKind = EieioPrefix.UpperHalf, Prefix = 5, HasPayloadBase = true };
        var packet = new byte[256];
        Assert.True(EieioCodec.TryWrite(packet, header, [new(0x5_0001, 1), new(0x5_0002, 2)], out var length, out _));
        var events = new EieioEvent[EieioCodec.MaximumCount];
        Attack(packet.AsSpan(0, length).ToArray(), bytes =>
        {
            var isCommand = EieioCodec.TryReadCommand(bytes, out _, out _);
            var isData = EieioCodec.TryRead(bytes, out var found, events, out var error);
            Assert.False(isCommand && isData);
            Assert.Equal(isData, error == FrameError.None);
            Assert.True(!isData || bytes.Length == EieioCodec.LengthOf(found, found.Count));
            _ = SdpHeader.TryRead(bytes, out _, out _);
            return isData;
        });
    }

    [Fact]
    public void SpifCodec_MillionHostilePackets_GoodOrRefused()
    {
        var packet = new byte[64];
        Assert.True(SpifCodec.TryWrite(
            packet, SpifWords.Header, [new SpifEvent { Kind = SpifKind.Start }, new SpifEvent { X = 1, HasTimestamp = true }, new SpifEvent { X = 2 }], out var length, out _));
        var events = new SpifEvent[64];
        Attack(packet.AsSpan(0, length).ToArray(), bytes =>
        {
            var isGood = SpifCodec.TryRead(bytes, SpifWords.Header, events, out var count, out var error);
            Assert.Equal(isGood, error == FrameError.None);
            Assert.True(count * 4 <= bytes.Length);
            return isGood;
        });
    }

    [Fact]
    public void SpikeBatchCodec_MillionHostileBatches_GoodOrRefused()
    {
        var batch = new byte[SpikeBatchCodec.LengthOf(2)];
        Assert.True(SpikeBatchCodec.TryWrite(batch, new SpikeBatchHeader { BaseTimeNanoseconds = 5 }, [new(5, 1), new(7, 2)], out _, out _));
        var spikes = new SpikeEvent[64];
        Attack(batch, bytes =>
        {
            var isGood = SpikeBatchCodec.TryRead(bytes, out _, spikes, out var error);
            Assert.Equal(isGood, error == FrameError.None);
            return isGood;
        });
    }

    private delegate bool Reader(ReadOnlySpan<byte> bytes);

    private static void Attack(byte[] good, Reader read)
    {
        var random = new Random(5);
        Span<byte> buffer = stackalloc byte[128];
        var accepted = 0;
        for (var i = 0; i < Packets; i++)
        {
            int length;
            if ((i & 1) == 0)
            {
                length = random.Next(buffer.Length + 1);
                random.NextBytes(buffer[..length]);
            }
            else
            {
                good.CopyTo(buffer);
                length = (i & 2) == 0 ? good.Length : random.Next(good.Length + 1);
                buffer[random.Next(good.Length)] = (byte)random.Next(256);
            }

            accepted += read(buffer[..length]) ? 1 : 0;
        }

        // Both answers have to occur, else nothing was tried.
        Assert.InRange(accepted, Packets / 1000, Packets - (Packets / 1000));
    }
}

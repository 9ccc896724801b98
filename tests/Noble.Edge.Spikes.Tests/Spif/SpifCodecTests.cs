namespace Noble.Edge.Spikes.Tests;

public class SpifCodecTests
{
    /// <summary>Events and bytes; the same bytes stand in the README.</summary>
    public static TheoryData<SpifEvent[], string> Vectors => new()
    {
        { [new SpifEvent { X = 1, Y = 2, Polarity = true }], "02800180" },
        { [new SpifEvent { X = 1, Y = 2 }], "02000180" },
        { [new SpifEvent { X = 0x7FFF, Y = 0x7FFF, Polarity = true }], "ffffffff" },
        { [new SpifEvent { X = 1, Y = 2, Polarity = true, HasTimestamp = true, Timestamp = 1000 }], "02800100" + "e8030000" },
        { [new SpifEvent { X = 3, HasTimestamp = true, Timestamp = uint.MaxValue }, new SpifEvent { Y = 4 }], "00000300" + "ffffffff" + "04000080" },
        { [new SpifEvent { Kind = SpifKind.Start }, new SpifEvent { X = 1, Y = 2 }, new SpifEvent { Kind = SpifKind.Stop }], "5100c05e" + "02000180" + "5000c05e" },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void TryWrite_Vector_ItsBytesAndNoMore(SpifEvent[] events, string hex)
    {
        var buffer = new byte[32];
        buffer.AsSpan().Fill(0xAA);
        Assert.True(SpifCodec.TryWrite(buffer, SpifWords.Header, events, out var written, out _));
        Assert.Equal(hex, Convert.ToHexStringLower(buffer.AsSpan(0, written)));
        Assert.All(buffer[written..], guard => Assert.Equal(0xAA, guard));
        Assert.False(SpifCodec.TryWrite(buffer.AsSpan(0, written - 1), SpifWords.Header, events, out written, out var error));
        Assert.Equal((0, FrameError.BufferTooSmall), (written, error));
        Assert.Contains($"`{hex}`", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "spif.md")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void TryRead_Vector_ItsEvents(SpifEvent[] events, string hex)
    {
        var read = new SpifEvent[8];
        Assert.True(SpifCodec.TryRead(Convert.FromHexString(hex), SpifWords.Header, read, out var count, out _));
        Assert.Equal(events, read[..count]);
        Assert.False(SpifCodec.TryRead(Convert.FromHexString(hex), SpifWords.Header, read.AsSpan(0, events.Length - 1), out count, out var error));
        Assert.Equal((0, FrameError.BufferTooSmall), (count, error));
    }

    [Fact]
    public void TryRead_OtherWords_AreEvents()
    {
        var read = new SpifEvent[4];
        var packet = Convert.FromHexString("0100c15e" + "0000c15e");
        Assert.True(SpifCodec.TryRead(packet, SpifWords.Document, read, out var count, out _));
        Assert.Equal([SpifKind.Start, SpifKind.Stop], read[..count].Select(one => one.Kind));
        Assert.True(SpifCodec.TryRead(packet, SpifWords.Header, read, out count, out _));
        Assert.Equal([new SpifEvent { X = 0x5EC1, Y = 1, HasTimestamp = true, Timestamp = 0x5EC1_0000 }], read[..count]);
    }

    [Theory]
    [InlineData("", FrameError.TooShort)]
    [InlineData("020001", FrameError.TooShort)]
    [InlineData("0200018001", FrameError.LengthMismatch)]
    [InlineData("02000100", FrameError.LengthMismatch)]
    public void TryRead_CutShort_ItsError(string hex, FrameError expected)
    {
        Assert.False(SpifCodec.TryRead(Convert.FromHexString(hex), SpifWords.Header, new SpifEvent[8], out var count, out var error));
        Assert.Equal((0, expected), (count, error));
    }

    [Fact]
    public void TryWrite_WhatHasNoBits_WritesNothing()
    {
        SpifEvent[] bad =
        [
            new() { X = 0x8000 },
            new() { Y = 0x8000 },
            new() { X = 0x5EC0, Y = 0x51, HasTimestamp = true },
        ];
        foreach (var one in bad)
        {
            var buffer = new byte[16];
            Assert.False(SpifCodec.TryWrite(buffer, SpifWords.Header, [new SpifEvent(), one], out var written, out var error));
            Assert.Equal((0, FrameError.KeyOutOfRange), (written, error));
            Assert.All(buffer, b => Assert.Equal(0, b));
        }
    }

    [Fact]
    public void RoundTrip_ManyPackets_AllocatesNothing()
    {
        var buffer = new byte[1024];
        var events = new SpifEvent[100];
        for (var i = 0; i < events.Length; i++)
        {
            events[i] = new SpifEvent { X = (ushort)i, HasTimestamp = true, Timestamp = 3 };
        }

        var read = new SpifEvent[256];
        var sum = 0L;
        RoundTrips();
        sum = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        RoundTrips();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1000 * ((100 * 99 / 2) + 300), sum);

        void RoundTrips()
        {
            for (var round = 0; round < 1000; round++)
            {
                SpifCodec.TryWrite(buffer, SpifWords.Header, events, out var written, out _);
                SpifCodec.TryRead(buffer.AsSpan(0, written), SpifWords.Header, read, out var count, out _);
                for (var i = 0; i < count; i++)
                {
                    sum += read[i].X + read[i].Timestamp;
                }
            }
        }
    }
}

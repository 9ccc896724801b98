namespace Noble.Edge.Spikes.Tests;

public class EieioCodecTests
{
    private static readonly EieioHeader Key32 = new() { Type = EieioType.Key32 };

    /// <summary>Form, events and bytes; the same bytes stand in the README.</summary>
    public static TheoryData<EieioHeader, EieioEvent[], string> Vectors => new()
    {
        { new EieioHeader { Type = EieioType.Key16 }, [new(1, 0), new(0x1234, 0)], "0200" + "0100" + "3412" },
        { new EieioHeader { Type = EieioType.Key16Payload16, PayloadIsTimestamp = true }, [new(1, 0x0102)], "0114" + "0100" + "0201" },
        { Key32, [new(0x0004_0001, 0), new(0xDEAD_BEEF, 0)], "0208" + "01000400" + "efbeadde" },
        { new EieioHeader { Type = EieioType.Key32Payload32, PayloadIsTimestamp = true }, [new(7, 1000)], "011c" + "07000000" + "e8030000" },
        { new EieioHeader { Type = EieioType.Key32Payload32 }, [new(7, 1000)], "010c" + "07000000" + "e8030000" },
        { new EieioHeader { Type = EieioType.Key16, PrefixKind = EieioPrefix.UpperHalf, Prefix = 0xABCD }, [new(0xABCD_0001, 0)], "01c0" + "cdab" + "0100" },
        { new EieioHeader { Type = EieioType.Key16, PrefixKind = EieioPrefix.LowerHalf, Prefix = 0x0100 }, [new(0x0101, 0)], "0180" + "0001" + "0100" },
        { new EieioHeader { Type = EieioType.Key32, PrefixKind = EieioPrefix.UpperHalf, Prefix = 0x8000 }, [new(0x8000_0001, 0)], "01c8" + "0080" + "01000000" },
        { new EieioHeader { Type = EieioType.Key16, HasPayloadBase = true, PayloadBase = 0x0203, PayloadIsTimestamp = true }, [new(5, 0x0203), new(6, 0x0203)], "0230" + "0302" + "0500" + "0600" },
        { new EieioHeader { Type = EieioType.Key32, HasPayloadBase = true, PayloadBase = 0x0102_0304, PayloadIsTimestamp = true }, [new(5, 0x0102_0304)], "0138" + "04030201" + "05000000" },
        { new EieioHeader { Type = EieioType.Key16Payload16, PrefixKind = EieioPrefix.UpperHalf, Prefix = 1, HasPayloadBase = true, PayloadBase = 0x0100, Tag = 2 }, [new(0x1_0002, 0x0103)], "01e6" + "0100" + "0001" + "0200" + "0300" },
        { Key32, [], "0008" },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void TryWrite_Vector_ItsBytesAndNoMore(EieioHeader header, EieioEvent[] events, string hex)
    {
        var buffer = new byte[300];
        buffer.AsSpan().Fill(0xAA);
        Assert.True(EieioCodec.TryWrite(buffer, header, events, out var written, out var error));
        Assert.Equal(FrameError.None, error);
        Assert.Equal(hex, Convert.ToHexStringLower(buffer.AsSpan(0, written)));
        Assert.All(buffer[written..], guard => Assert.Equal(0xAA, guard));
        Assert.Equal(written, EieioCodec.LengthOf(header, events.Length));
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void TryRead_Vector_ItsEvents(EieioHeader header, EieioEvent[] events, string hex)
    {
        var read = new EieioEvent[EieioCodec.MaximumCount];
        var packet = Convert.FromHexString(hex);
        Assert.False(EieioCodec.IsCommand(packet));
        Assert.True(EieioCodec.TryRead(packet, out var found, read, out _));
        Assert.Equal(header with { Count = events.Length }, found);
        Assert.Equal(events, read[..found.Count]);
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void TryRead_VectorCutShort_NoPacket(EieioHeader header, EieioEvent[] events, string hex)
    {
        var packet = Convert.FromHexString(hex);
        for (var length = 0; length < packet.Length; length++)
        {
            Assert.False(EieioCodec.TryRead(packet.AsSpan(0, length), out _, new EieioEvent[255], out var error));
            Assert.Equal(length < header.Length ? FrameError.TooShort : FrameError.LengthMismatch, error);
        }

        Assert.False(EieioCodec.TryRead([.. packet, 0], out _, new EieioEvent[255], out var tooLong));
        Assert.Equal(FrameError.LengthMismatch, tooLong);
        Assert.True(events.Length == 0 || !EieioCodec.TryRead(packet, out _, new EieioEvent[events.Length - 1], out _));
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Vectors_AreInTheReadme(EieioHeader header, EieioEvent[] events, string hex)
    {
        Assert.Equal(hex.Length / 2, EieioCodec.LengthOf(header, events.Length));
        Assert.Contains($"`{hex}`", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "eieio.md")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EieioType.Key16, 127)]
    [InlineData(EieioType.Key16Payload16, 63)]
    [InlineData(EieioType.Key32, 63)]
    [InlineData(EieioType.Key32Payload32, 31)]
    public void FittingCount_Type_FillsTheLargestPacket(EieioType type, int expected)
    {
        var header = new EieioHeader { Type = type };
        Assert.Equal(expected, EieioCodec.FittingCount(header));
        var buffer = new byte[512];
        Assert.True(EieioCodec.TryWrite(buffer, header, new EieioEvent[expected], out var written, out _));
        Assert.InRange(written, 249, EieioCodec.MaximumLength);
        Assert.False(EieioCodec.TryWrite(buffer, header, new EieioEvent[expected + 1], out written, out var error));
        Assert.Equal((0, FrameError.LengthMismatch), (written, error));
    }

    [Theory]
    [InlineData(EieioType.Key16, EieioPrefix.None, 0x1_0000u, 0u, FrameError.KeyOutOfRange)]
    [InlineData(EieioType.Key16, EieioPrefix.UpperHalf, 0x0002_0000u, 0u, FrameError.KeyOutOfRange)]
    [InlineData(EieioType.Key32, EieioPrefix.UpperHalf, 0x0002_0000u, 0u, FrameError.KeyOutOfRange)]
    [InlineData(EieioType.Key16, EieioPrefix.LowerHalf, 0u, 0u, FrameError.KeyOutOfRange)]
    [InlineData(EieioType.Key16, EieioPrefix.None, 1u, 1u, FrameError.PayloadOutOfRange)]
    [InlineData(EieioType.Key16Payload16, EieioPrefix.None, 1u, 0x1_0000u, FrameError.PayloadOutOfRange)]
    public void TryWrite_EventThatDoesNotFit_WritesNothing(EieioType type, EieioPrefix prefix, uint key, uint payload, FrameError expected)
    {
        var buffer = new byte[64];
        var header = new EieioHeader { Type = type, PrefixKind = prefix, Prefix = 1 };
        Assert.False(EieioCodec.TryWrite(buffer, header, [new(key, payload)], out var written, out var error));
        Assert.Equal((0, expected), (written, error));
        Assert.All(buffer, b => Assert.Equal(0, b));
    }

    [Fact]
    public void TryWrite_SmallBufferOrUnknownForm_WritesNothing()
    {
        Assert.False(EieioCodec.TryWrite(new byte[5], Key32, [new(1, 0)], out _, out var error));
        Assert.Equal(FrameError.BufferTooSmall, error);
        Assert.False(EieioCodec.TryWrite(new byte[9], Key32 with { Tag = 4 }, [], out _, out error));
        Assert.Equal(FrameError.UnsupportedFlags, error);
    }

    [Theory]
    [InlineData(EieioCommand.Database, "0140")]
    [InlineData(EieioCommand.Stop, "0a40")]
    [InlineData(EieioCommand.Start, "0b40")]
    public void Commands_Vectors_BothWays(EieioCommand command, string hex)
    {
        var buffer = new byte[8];
        Assert.True(EieioCodec.TryWriteCommand(buffer, command, "ab"u8, out var written, out _));
        Assert.Equal(hex + "6162", Convert.ToHexStringLower(buffer.AsSpan(0, written)));
        Assert.True(EieioCodec.TryReadCommand(Convert.FromHexString(hex), out var read, out _));
        Assert.Equal(command, read);
        Assert.False(EieioCodec.TryRead(buffer.AsSpan(0, written), out _, new EieioEvent[255], out var error));
        Assert.Equal(FrameError.WrongKind, error);
        Assert.Contains($"`{hex}`", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "eieio.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Commands_WhatIsNone_Refused()
    {
        Assert.False(EieioCodec.TryReadCommand([0x01], out _, out var error));
        Assert.Equal(FrameError.TooShort, error);
        Assert.False(EieioCodec.TryReadCommand([0x00, 0x08], out _, out error));
        Assert.Equal(FrameError.WrongKind, error);
        Assert.False(EieioCodec.TryWriteCommand(new byte[2], EieioCommand.Stop, [1], out _, out error));
        Assert.Equal(FrameError.BufferTooSmall, error);
        Assert.False(EieioCodec.TryWriteCommand(new byte[2], (EieioCommand)0x4000, [], out _, out error));
        Assert.Equal(FrameError.KeyOutOfRange, error);
    }

    [Fact]
    public void RoundTrip_ManyPackets_AllocatesNothing()
    {
        var buffer = new byte[256];
        var events = new EieioEvent[31];
        for (var i = 0; i < events.Length; i++)
        {
            events[i] = new EieioEvent((uint)i, 9);
        }

        var read = new EieioEvent[255];
        var header = new EieioHeader { Type = EieioType.Key32Payload32 };
        var sum = 0L;
        RoundTrips();
        sum = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        RoundTrips();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1000 * ((31 * 30 / 2) + (31 * 9)), sum);

        void RoundTrips()
        {
            for (var round = 0; round < 1000; round++)
            {
                EieioCodec.TryWrite(buffer, header, events, out var written, out _);
                EieioCodec.TryRead(buffer.AsSpan(0, written), out var found, read, out _);
                for (var i = 0; i < found.Count; i++)
                {
                    sum += read[i].Key + read[i].Payload;
                }
            }
        }
    }
}

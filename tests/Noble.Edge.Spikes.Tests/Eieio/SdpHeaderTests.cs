namespace Noble.Edge.Spikes.Tests;

public class SdpHeaderTests
{
    private const string Hex = "0000" + "0705" + "2341" + "0203" + "0809";

    private static readonly SdpHeader Header = new()
    {
        Tag = 5,
        DestinationPort = 1,
        DestinationCore = 3,
        SourcePort = 2,
        SourceCore = 1,
        DestinationY = 2,
        DestinationX = 3,
        SourceY = 8,
        SourceX = 9,
    };

    [Fact]
    public void TryWrite_Vector_ItsBytes()
    {
        var buffer = new byte[12];
        buffer.AsSpan().Fill(0xAA);
        Assert.True(Header.TryWrite(buffer, out _));
        Assert.Equal(Hex + "aaaa", Convert.ToHexStringLower(buffer));
        Assert.Contains($"`{Hex}`", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "eieio.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void TryRead_Vector_ItsFields()
    {
        Assert.True(SdpHeader.TryRead(Convert.FromHexString(Hex), out var read, out _));
        Assert.Equal(Header, read);
        Assert.False(SdpHeader.TryRead(new byte[9], out _, out var error));
        Assert.Equal(FrameError.TooShort, error);
    }

    [Fact]
    public void TryWrite_WhatHasNoBits_Refused()
    {
        Assert.False((Header with { DestinationPort = 8 }).TryWrite(new byte[10], out var error));
        Assert.Equal(FrameError.KeyOutOfRange, error);
        Assert.False((Header with { DestinationCore = 32 }).TryWrite(new byte[10], out error));
        Assert.Equal(FrameError.KeyOutOfRange, error);
        Assert.False(Header.TryWrite(new byte[9], out error));
        Assert.Equal(FrameError.BufferTooSmall, error);
    }
}

using Noble.Edge.Spikes;

namespace Noble.Edge.Rig.Tests;

public sealed class SpifPortTests : IDisposable
{
    private readonly Loopback _peer = new();

    public void Dispose() => _peer.Dispose();

    [Fact]
    public void Emit_Neuron_ItsPixel()
    {
        using var port = new SpifPort(Options() with { Frame = new SpifFrame(10, 2) });
        Assert.True(port.Emit(new SpikeEvent(0, 13), 0));
        Assert.True(port.Emit(new SpikeEvent(0, 20), 0));
        Assert.True(port.Emit(new SpikeEvent(0, -1), 0));
        Assert.Equal(["01800380"], _peer.Waiting());
        Assert.Equal(new UdpSendCounts(1, 1, 0, 2, 0), port.Counts);
    }

    [Fact]
    public void Emit_TimestampsStartAndWords_AsConfigured()
    {
        using var port = new SpifPort(Options() with { Timestamps = true, TimestampUnit = TimeSpan.FromMilliseconds(1), SendStart = true, Words = SpifWords.Document });
        port.Emit(new SpikeEvent(7_900_000, 1), 0);
        Assert.Equal(["0100c15e", "00800100" + "07000000"], _peer.Waiting());
        port.EnterSafeState();
        Assert.False(port.Emit(new SpikeEvent(0, 1), 0));
        Assert.Equal(["0000c15e"], _peer.Waiting());
    }

    [Fact]
    public void Emit_PacketBytes_BoundTheDatagram()
    {
        using var port = new SpifPort(Options() with { PacketBytes = 64, Send = new UdpSendOptions { Port = _peer.Port } });
        for (var i = 0; i < 16; i++)
        {
            port.Emit(new SpikeEvent(0, i), 0);
        }

        Assert.Equal(128, Assert.Single(_peer.Waiting()).Length);
    }

    [Fact]
    public void Emit_PixelOfAControlWord_HasNoAddress()
    {
        // Row 0x51 with the polarity bit cannot be a word of the header file; words are free, so one may be.
        using var port = new SpifPort(Options() with { Timestamps = true, Words = new SpifWords(0x0001_8000, 0x0002_8000) });
        port.Emit(new SpikeEvent(0, 1), 0);
        Assert.Equal(1, port.Counts.Unmapped);
        Assert.Empty(_peer.Waiting());
    }

    [Fact]
    public void Options_OutOfRange_OneClearLine()
    {
        Assert.Equal("SPIF frame 0 x 5: expected 1 to 32768 each", Assert.Throws<ArgumentOutOfRangeException>(() => new SpifFrame(0, 5)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SpifPortOptions { PacketBytes = 63 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SpifPortOptions { TimestampUnit = TimeSpan.Zero });
    }

    private SpifPortOptions Options() => new() { Send = new UdpSendOptions { Port = _peer.Port, FlushTime = TimeSpan.Zero } };
}

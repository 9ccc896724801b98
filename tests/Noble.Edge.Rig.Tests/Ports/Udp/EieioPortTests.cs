using Noble.Edge.Spikes;
using Noble.Edge.Tests;

namespace Noble.Edge.Rig.Tests;

public sealed class EieioPortTests : IDisposable
{
    private const long Millisecond = 1_000_000;

    private readonly Loopback _peer = new();

    public void Dispose() => _peer.Dispose();

    [Fact]
    public void Emit_FlushTime_CollectedAndSentWhenDue()
    {
        using var port = new EieioPort(Options(send => send));
        Assert.Equal(long.MaxValue, port.NextDueNanoseconds);
        Assert.True(port.Emit(new SpikeEvent(5, 1), 100));
        Assert.True(port.Emit(new SpikeEvent(6, 2), 500_000));
        Assert.Equal(100 + Millisecond, port.NextDueNanoseconds);
        port.RunDue(100 + Millisecond - 1);
        Assert.Empty(_peer.Waiting());
        port.RunDue(100 + Millisecond);
        Assert.Equal(["0208" + "01000000" + "02000000"], _peer.Waiting());
        Assert.Equal(long.MaxValue, port.NextDueNanoseconds);
        Assert.Equal(new UdpSendCounts(1, 2, 0, 0, 0), port.Counts);
    }

    [Fact]
    public void Emit_NoFlushTime_SentAtOnce()
    {
        using var port = new EieioPort(Options(send => send with { FlushTime = TimeSpan.Zero }));
        port.Emit(new SpikeEvent(5, 1), 100);
        port.Emit(new SpikeEvent(5, 2), 100);
        Assert.Equal(["010801000000", "010802000000"], _peer.Waiting());
    }

    [Fact]
    public void Emit_FullPacket_DoesNotWait()
    {
        using var port = new EieioPort(Options(send => send));
        for (var i = 0; i < 64; i++)
        {
            port.Emit(new SpikeEvent(0, i), 0);
        }

        var packet = Assert.Single(_peer.Waiting());
        Assert.StartsWith("3f08", packet, StringComparison.Ordinal);
        Assert.Equal(254, packet.Length / 2);
        Assert.Equal(Millisecond, port.NextDueNanoseconds);
    }

    [Fact]
    public void Emit_PayloadTypes_CarryTheTimeInTheUnit()
    {
        using var wide = new EieioPort(Options(send => send with { FlushTime = TimeSpan.Zero }) with { Type = EieioType.Key32Payload32, TimestampUnit = TimeSpan.FromMicroseconds(10) });
        wide.Emit(new SpikeEvent(12_345_678, 3), 0);
        Assert.Equal("011c" + "03000000" + "d2040000", _peer.Receive());
        using var narrow = new EieioPort(Options(send => send with { FlushTime = TimeSpan.Zero }) with { Type = EieioType.Key16Payload16 });
        narrow.Emit(new SpikeEvent(65_537 * Millisecond, 3), 0);
        Assert.Equal("0114" + "0300" + "0100", _peer.Receive());
    }

    [Fact]
    public void Emit_BoardAndKeys_SdpHeaderAndMappedKey()
    {
        using var port = new EieioPort(Options(send => send with { FlushTime = TimeSpan.Zero }) with
        {
            Keys = KeyMap.Listed([-1, 0x70000]),
            Board = new SdpHeader { DestinationCore = 3, DestinationX = 1 },
        });
        Assert.True(port.Emit(new SpikeEvent(0, 1), 0));
        Assert.True(port.Emit(new SpikeEvent(0, 0), 0));
        Assert.True(port.Emit(new SpikeEvent(0, 2), 0));
        Assert.Equal(["0000" + "0700" + "2300" + "0001" + "0000" + "0108" + "00000700"], _peer.Waiting());
        Assert.Equal(2, port.Counts.Unmapped);
        port.EnterSafeState();
        Assert.Equal("00000700230000010000" + "0a40", _peer.Receive());
    }

    [Fact]
    public void Emit_BurstPause_WaitsAfterItsPacketsAndNeverBlocks()
    {
        using var port = new EieioPort(Options(send => send with { FlushTime = TimeSpan.Zero, BurstPackets = 2, BurstPause = TimeSpan.FromMilliseconds(3), QueueCapacity = 512 }));
        for (var i = 0; i < 5; i++)
        {
            Assert.True(port.Emit(new SpikeEvent(0, i), 10));
        }

        Assert.Equal(2, _peer.Waiting().Count);
        Assert.Equal(10 + (3 * Millisecond), port.NextDueNanoseconds);
        port.RunDue(port.NextDueNanoseconds);
        Assert.Equal(["0308" + "02000000" + "03000000" + "04000000"], _peer.Waiting());
        Assert.Equal(long.MaxValue, port.NextDueNanoseconds);

        // A gap as long as the pause is a pause: the burst begins anew.
        port.Emit(new SpikeEvent(0, 7), 20 * Millisecond);
        port.Emit(new SpikeEvent(0, 8), 20 * Millisecond);
        Assert.Equal(2, _peer.Waiting().Count);
        for (var i = 0; i < 512; i++)
        {
            Assert.True(port.Emit(new SpikeEvent(0, 9), 20 * Millisecond));
        }

        Assert.False(port.Emit(new SpikeEvent(0, 9), 20 * Millisecond));
        Assert.Equal(1, port.Counts.Refused);
    }

    [Fact]
    public void EnterSafeState_EventsWaiting_StopSentAndNothingElse()
    {
        using var port = new EieioPort(Options(send => send));
        port.Emit(new SpikeEvent(0, 1), 0);
        port.EnterSafeState();
        Assert.False(port.Emit(new SpikeEvent(0, 2), 0));
        port.RunDue(long.MaxValue - 1);
        Assert.Equal(["0a40"], _peer.Waiting());
        Assert.Equal(new UdpSendCounts(0, 0, 1, 0, 1), port.Counts);
        port.EnterSafeState();
        Assert.Equal(["0a40"], _peer.Waiting());
    }

    [Fact]
    public void EieioPort_MistakesOfTheUser_OneClearLine()
    {
        Assert.Contains("has no IPv4 address", Assert.Throws<UdpPortException>(() => new EieioPort(new EieioPortOptions { Send = new UdpSendOptions { Host = "no such host" } })).Message, StringComparison.Ordinal);
        var key = Assert.Throws<ArgumentOutOfRangeException>(() => new EieioPort(new EieioPortOptions { Type = EieioType.Key16, Keys = KeyMap.Consecutive(0xFFFF, 2) }));
        Assert.Equal("EIEIO key 0x10000 in packets of 16-bit keys: expected at most 0xffff, or type Key32", key.Message);
        Assert.Contains("core 32", Assert.Throws<ArgumentOutOfRangeException>(() => new EieioPort(new EieioPortOptions { Board = new SdpHeader { DestinationCore = 32 } })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new UdpSendOptions { FlushTime = TimeSpan.FromSeconds(1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new UdpSendOptions { Port = 70_000 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new UdpSendOptions { BurstPackets = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new UdpSendOptions { BurstPause = TimeSpan.FromSeconds(1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new UdpSendOptions { QueueCapacity = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EieioPortOptions { TimestampUnit = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EieioPortOptions { Type = (EieioType)4 });
    }

    [Fact]
    public void Emit_ManySpikes_AllocatesNothing()
    {
        using var port = new EieioPort(Options(send => send) with { Type = EieioType.Key32Payload32 });
        using var board = new SpifPort(new SpifPortOptions { Send = new UdpSendOptions { Port = _peer.Port }, Timestamps = true });
        var now = 0L;
        AllocationAssert.AllocatesNothing(Send);
        Assert.Equal(0, (port.Counts.Events + port.Counts.Lost) % 1000);
        Assert.Equal(0, (board.Counts.Events + board.Counts.Lost) % 1000);
        Assert.NotEqual(0, port.Counts.Packets * board.Counts.Packets);

        void Send()
        {
            for (var i = 0; i < 1000; i++)
            {
                now += 50_000;
                port.Emit(new SpikeEvent(now, i % 64), now);
                board.Emit(new SpikeEvent(now, i % 64), now);
                port.RunDue(now);
                board.RunDue(now);
            }

            now += 10 * Millisecond;
            port.RunDue(now);
            board.RunDue(now);
        }
    }

    private EieioPortOptions Options(Func<UdpSendOptions, UdpSendOptions> change) => new() { Send = change(new UdpSendOptions { Port = _peer.Port }) };
}

using Noble.Edge.Spikes;
using Noble.Edge.Tests;

namespace Noble.Edge.Rig.Tests;

public sealed class UdpInputTests : IDisposable
{
    private readonly Loopback _peer = new();

    private static UdpListenOptions Anywhere => new() { AnyPort = true };

    public void Dispose() => _peer.Dispose();

    [Fact]
    public void EieioInput_PacketsOfAPort_TheSameSpikes()
    {
        using var input = new EieioInput(new EieioInputOptions { Listen = Anywhere, Keys = KeyMap.Consecutive(0x1000, 500) });
        using var port = new EieioPort(new EieioPortOptions
        {
            Send = new UdpSendOptions { Port = input.LocalPort },
            Keys = KeyMap.Consecutive(0x1000, 500),
            Type = EieioType.Key32Payload32,
        });
        for (var i = 0; i < 500; i++)
        {
            Assert.True(port.Emit(new SpikeEvent(i, i), i));
        }

        port.RunDue(long.MaxValue);
        Assert.Equal(Enumerable.Range(0, 500), Read(input, 42).Select(one => one.Channel));
        Assert.Equal(new UdpReceiveCounts(17, 17, 500, 0, 0, 0, 0), input.Counts);
        Assert.False(input.TryRead(0, out _));
    }

    [Fact]
    public void EieioInput_BoardForm_HeaderSkippedStopHandedOn()
    {
        using var input = new EieioInput(new EieioInputOptions { Listen = Anywhere, HasSdpHeader = true, Commands = true });
        using var port = new EieioPort(new EieioPortOptions { Send = new UdpSendOptions { Port = input.LocalPort, FlushTime = TimeSpan.Zero }, Board = new SdpHeader() });
        port.Emit(new SpikeEvent(0, 9), 0);
        port.EnterSafeState();
        Assert.Equal(
            [new InputEvent(42, InputKind.Spike, 0, 9, 0), new InputEvent(42, InputKind.Command, 0, (int)RigCommand.Pause, 0)], Read(input, 42));
        _peer.Send("0b40", input.LocalPort);
        Assert.Empty(Read(input, 0));
        Assert.Equal(1, input.MalformedBy(FrameError.TooShort));
    }

    [Fact]
    public void EieioInput_CommandsNotWanted_OnlyCounted()
    {
        using var input = new EieioInput(new EieioInputOptions { Listen = Anywhere });
        _peer.Send("0a40", input.LocalPort);
        _peer.Send("0b40", input.LocalPort);
        _peer.Send("010800100000", input.LocalPort);
        Assert.Empty(Read(input, 0));
        Assert.Equal(new UdpReceiveCounts(3, 3, 0, 2, 1, 0, 0), input.Counts);
    }

    [Fact]
    public void SpifInput_PacketsOfAPort_TheSameSpikes()
    {
        using var input = new SpifInput(new SpifInputOptions { Listen = Anywhere, Frame = new SpifFrame(30, 20), Commands = true, BothPolarities = false });
        using var port = new SpifPort(new SpifPortOptions { Send = new UdpSendOptions { Port = input.LocalPort }, Frame = new SpifFrame(30, 20), Timestamps = true, SendStart = true });
        for (var i = 0; i < 600; i++)
        {
            port.Emit(new SpikeEvent(i, i), i);
        }

        port.RunDue(long.MaxValue);
        port.EnterSafeState();
        _peer.Send("02000180", input.LocalPort);
        var events = Read(input, 42);
        Assert.Equal(new InputEvent(42, InputKind.Command, 0, (int)RigCommand.Resume, 0), events[0]);
        Assert.Equal(Enumerable.Range(0, 600), events[1..^1].Select(one => one.Channel));
        Assert.Equal(new InputEvent(42, InputKind.Command, 0, (int)RigCommand.Pause, 0), events[^1]);
        Assert.Equal(new UdpReceiveCounts(8, 8, 600, 2, 1, 0, 0), input.Counts);
    }

    [Fact]
    public void Inputs_OtherSender_Refused()
    {
        using var input = new EieioInput(new EieioInputOptions { Listen = Anywhere with { Sender = "127.0.0.9" } });
        _peer.Send("010801000000", input.LocalPort);
        Assert.Empty(Read(input, 0));
        Assert.Equal(new UdpReceiveCounts(1, 0, 0, 0, 0, 0, 1), input.Counts);
    }

    [Fact]
    public void Inputs_UselessDatagrams_ReadLooksAtFewAtATime()
    {
        using var input = new SpifInput(new SpifInputOptions { Listen = Anywhere with { DatagramsPerRead = 3 } });
        for (var i = 0; i < 5; i++)
        {
            _peer.Send("00", input.LocalPort);
        }

        _peer.Send("00000080", input.LocalPort);
        Assert.False(input.TryRead(0, out _));
        Assert.Equal(3, input.Counts.Malformed);
        Assert.True(input.TryRead(0, out _));
        Assert.Equal(5, input.MalformedBy(FrameError.TooShort));
    }

    [Fact]
    public void Inputs_DatagramLongerThanAnyPacket_Malformed()
    {
        using var input = new SpifInput(new SpifInputOptions { Listen = Anywhere });
        _peer.Send(new byte[40_000], input.LocalPort);
        _peer.Send(new byte[4096], input.LocalPort);
        Assert.Equal(512, Read(input, 0).Count);
        Assert.Equal(1, input.MalformedBy(FrameError.LengthMismatch));
    }

    [Fact]
    public void Inputs_PortInUseOrNotOurs_OneClearLine()
    {
        using var input = new EieioInput(new EieioInputOptions { Listen = Anywhere });
        var taken = Assert.Throws<UdpPortException>(() => new SpifInput(new SpifInputOptions { Listen = new UdpListenOptions { Port = input.LocalPort } }));
        Assert.Equal($"UDP 127.0.0.1:{input.LocalPort} is in use by another program, expected a free port", taken.Message);
        var foreign = Assert.Throws<UdpPortException>(() => new SpifInput(new SpifInputOptions { Listen = new UdpListenOptions { Address = "192.0.2.1" } }));
        Assert.Contains("is not an address of this machine", foreign.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new UdpListenOptions { Port = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new UdpListenOptions { DatagramsPerRead = 0 });
    }

    [Fact]
    public void Inputs_EveryAddress_Listens()
    {
        using var input = new EieioInput(new EieioInputOptions { Listen = Anywhere with { Address = "0.0.0.0" } });
        _peer.Send("010801000000", input.LocalPort);
        Assert.Single(Read(input, 0));
    }

    [Fact]
    public void TryRead_ManyPackets_AllocatesNothing()
    {
        using var eieio = new EieioInput(new EieioInputOptions { Listen = Anywhere });
        using var spif = new SpifInput(new SpifInputOptions { Listen = Anywhere });
        var packet = Convert.FromHexString("02080100000002000000");
        for (var i = 0; i < 300; i++)
        {
            _peer.Send(packet, eieio.LocalPort);
            _peer.Send(packet.AsSpan(2), spif.LocalPort);
            _peer.Send([1], spif.LocalPort);
        }

        var events = 0;
        AllocationAssert.AllocatesNothing(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                events += eieio.TryRead(i, out _) ? 1 : 0;
                events += spif.TryRead(i, out _) ? 1 : 0;
            }
        });
        Assert.InRange(events, 200, 1000);
    }

    [Fact]
    public void TryRead_HundredThousandHostileDatagrams_CountersAddUp()
    {
        using var eieio = new EieioInput(new EieioInputOptions { Listen = Anywhere, Commands = true });
        using var spif = new SpifInput(new SpifInputOptions { Listen = Anywhere, Commands = true });
        var random = new Random(9);
        var datagram = new byte[80];
        var good = Convert.FromHexString("02080100000002000000");
        const int rounds = 50_000;
        long events = 0;
        for (var i = 0; i < rounds; i++)
        {
            random.NextBytes(datagram);
            var length = random.Next(datagram.Length + 1);
            if (i % 3 == 0)
            {
                good.CopyTo(datagram, 0);
                length = good.Length;
                datagram[random.Next(length)] ^= (byte)(1 << random.Next(8));
            }

            _peer.Send(datagram.AsSpan(0, length), eieio.LocalPort);
            _peer.Send(datagram.AsSpan(0, length), spif.LocalPort);

            // Read as it comes, so that the system has nothing to drop.
            events += Read(eieio, i).Count + Read(spif, i).Count;
        }

        Check(eieio);
        Check(spif);
        Assert.NotEqual(0, events);

        static void Check(UdpEventInput input)
        {
            var counts = input.Counts;
            Assert.Equal(rounds, counts.Datagrams);
            Assert.Equal(rounds, counts.Packets + counts.Malformed);
            Assert.Equal(counts.Malformed, Enum.GetValues<FrameError>().Sum(input.MalformedBy));
            Assert.Equal(0, input.MalformedBy(FrameError.None));
            Assert.True(counts.Packets > 0 && counts.Malformed > 0 && counts.Unmapped > 0);
        }
    }

    private static List<InputEvent> Read(UdpEventInput input, long now)
    {
        var events = new List<InputEvent>();
        while (input.TryRead(now, out var one))
        {
            events.Add(one);
        }

        return events;
    }
}

namespace Noble.Edge.FirmwareBridge.Tests;

public class BridgeSessionTests
{
    private const long Millisecond = SessionBench.Millisecond;

    private static readonly BridgeConnectionOptions Options = new() { Address = "unix:/scripted" };

    [Fact]
    public void Session_DeviceAsTheOptionsAsk_ArmsWithoutWriting()
    {
        var bench = new SessionBench().Arm();
        Assert.Empty(bench.Device.Writes);
        Assert.Equal(BridgeDeviceState.Armed, bench.Device.State);
        var device = bench.Session.Device!;
        Assert.Equal(("scripted", new Version(1, 2, 3), 1024, 16), (device.Board, device.FirmwareVersion, device.SpikeCapacity, device.Lines));
        Assert.Equal((true, string.Empty), (bench.Report.Clock.IsAligned, bench.Report.Reason));
    }

    [Fact]
    public void Session_OptionsThatDiffer_WritesThoseRegistersOnly()
    {
        var bench = new SessionBench(Options with
        {
            HeartbeatTimeout = TimeSpan.FromMilliseconds(40),
            InputEnableMask = 3,
            Outputs = new BridgeOutputs { PulseWidth = TimeSpan.FromMicroseconds(250.1) },
        }).Arm();
        Assert.Equal(
            [(BridgeRegister.HeartbeatTimeoutMilliseconds, 40UL), (BridgeRegister.PulseTicks, 251UL), (BridgeRegister.InputEnable, 3UL)],
            bench.Device.Writes.Select(write => (write.Register, write.Value)));

        // Four times within the time-out.
        var from = bench.Now;
        bench.RunFor(200 * Millisecond);
        Assert.InRange(bench.Sent.Count(frame => frame.At >= from && frame.Type == BridgeMessageType.HostHeartbeat), 19, 21);
    }

    [Fact]
    public void Session_Spikes_ReachTheDeviceLookAheadBeforeTheirTimeAndInTheirOrder()
    {
        var bench = new SessionBench().Arm();
        var start = bench.Now + (300 * Millisecond);
        var random = new Random(3);
        var times = Enumerable.Range(0, 5_000).Select(i => start + (i * 100_000L)).ToArray();
        var shuffled = times.ToArray();
        random.Shuffle(shuffled);
        foreach (var time in shuffled)
        {
            Assert.True(bench.HandOver.TryPutSpike(time, (ushort)((time - start) / 100_000)));
        }

        bench.RunFor(200 * Millisecond);
        Assert.Empty(bench.Device.Spikes);
        bench.RunUntil(() => bench.KnowsEveryFate);
        Assert.Equal(Enumerable.Range(0, 5_000).Select(i => (ushort)i), bench.Device.Spikes.Select(spike => spike.Line));
        Assert.All(bench.Device.Spikes, spike => Assert.InRange((long)spike.DeviceTimeTicks - (times[spike.Line] / 1_000), -1, 1));
        Assert.Equal((5_000, 5_000, 0), (bench.Report.Spikes.Accepted, bench.Report.Spikes.Sum, bench.Report.Spikes.Pending));
        Assert.Equal(0, bench.Report.Link.CommandsResent);
    }

    [Fact]
    public void Session_SpikeThatCannotBeInTime_IsCountedAndNotSent()
    {
        var bench = new SessionBench().Arm();
        Assert.True(bench.HandOver.TryPutSpike(bench.Now - Millisecond, 1));
        Assert.True(bench.HandOver.TryPutSpike(bench.Now + 50_000, 2)); // the way takes 100 µs
        Assert.True(bench.HandOver.TryPutSpike(bench.Now + Millisecond, 3));
        bench.RunUntil(() => bench.KnowsEveryFate);
        Assert.Equal(3, Assert.Single(bench.Device.Spikes).Line);
        Assert.Equal((2, 1, 3), (bench.Report.Spikes.LateOnHost, bench.Report.Spikes.Accepted, bench.Report.Spikes.Sum));
    }

    [Theory]
    [InlineData(100, 512)]
    [InlineData(20, 400)]
    [InlineData(1024, 4096)]
    public void Session_SmallDevice_IsNeverGivenMoreThanItHolds(int capacity, ushort receiveBytes)
    {
        var bench = new SessionBench { Latency = 2 * Millisecond };
        (bench.Device.Capacity, bench.Device.ReceiveBytes) = (capacity, receiveBytes);
        bench.Arm();
        var start = bench.Now + (100 * Millisecond);
        for (var i = 0; i < 2_000; i++)
        {
            bench.HandOver.TryPutSpike(start + (i * 200_000L), (ushort)i);
        }

        bench.RunUntil(() => bench.KnowsEveryFate);
        Assert.Equal(0U, bench.Device.Full);
        Assert.Equal(2_000, bench.Report.Spikes.Sum);
        Assert.True(bench.Report.Spikes.Accepted > 1_000, bench.Report.Spikes.ToString());

        // What went out within a round trip is all that can be unanswered.
        var roundTrip = 2 * bench.Latency;
        var window = new Queue<(long At, int Bytes)>();
        var bytes = 0;
        foreach (var (at, _, count) in bench.Sent)
        {
            window.Enqueue((at, count));
            bytes += count;
            while (at - window.Peek().At >= roundTrip)
            {
                bytes -= window.Dequeue().Bytes;
            }

            Assert.True(bytes <= receiveBytes, $"{bytes} bytes under way");
        }
    }

    [Fact]
    public void Session_OtherVersion_IsSaidWithBothAndArmsOnceItIsRight()
    {
        var bench = new SessionBench();
        bench.Device.Version = 2;
        bench.Session.LinkOpened(bench.Now);
        bench.RunUntil(() => bench.Session.State == BridgeState.Incompatible);
        Assert.Equal("the device speaks version 2 of the protocol, this host version 1", bench.Session.Reason);
        var from = bench.Now;
        bench.RunFor(2_900 * Millisecond);
        Assert.InRange(bench.Sent.Count(frame => frame.At > from && frame.Type == BridgeMessageType.Hello), 1, 2);
        Assert.Equal(2, bench.Report.Link.LastUnsupportedVersion);
        bench.Device.Version = 1;
        bench.RunUntil(() => bench.Session.State == BridgeState.Armed);
    }

    [Fact]
    public void Session_DeviceThatCannotDoWhatIsAsked_IsNamed()
    {
        Assert.Equal("board 'scripted' has no address-event bus", Refusal(Options with { Outputs = new BridgeOutputs { Mode = BridgeOutputMode.Aer } }));
        Assert.Equal("board 'scripted' has 8 inputs, and the mask 0x100 names others", Refusal(Options with { InputEnableMask = 0x100 }));
        Assert.Equal("board 'scripted' has 16 lines, and the mask 0x10000 names others", Refusal(Options with { Outputs = new BridgeOutputs { ActiveLowLines = 0x10000 } }));
        Assert.Equal("board 'scripted' has 0 DAC channels, and 1 are set up", Refusal(Options with { DacChannels = [new BridgeDacChannel()] }));
        Assert.Equal("board 'scripted' has no ADC channels, and samples are asked for", Refusal(Options with { AdcInterval = TimeSpan.FromMilliseconds(1) }));
        Assert.Equal("board 'scripted' takes in 300 bytes, and 320 are needed", Refusal(Options, device => device.ReceiveBytes = 300));

        static string Refusal(BridgeConnectionOptions options, Action<ScriptedDevice>? change = null)
        {
            var bench = new SessionBench(options);
            change?.Invoke(bench.Device);
            bench.Session.LinkOpened(bench.Now);
            bench.RunUntil(() => bench.Session.State == BridgeState.Incompatible);
            return bench.Session.Reason;
        }
    }

    [Fact]
    public void Session_CancelFrom_WithdrawsWhatWaitsAndCancelsWhatTheDeviceHas()
    {
        var bench = new SessionBench().Arm();
        var start = bench.Now + (10 * Millisecond);
        for (var i = 0; i < 200; i++)
        {
            bench.HandOver.TryPutSpike(start + (i * Millisecond), (ushort)i);
        }

        bench.RunFor(5 * Millisecond);
        var sent = bench.Device.Spikes.Count;
        Assert.InRange(sent, 50, 100);
        bench.HandOver.PutCancel(start + (30 * Millisecond));
        bench.HandOver.TryPutSpike(start + (40 * Millisecond), 999);
        bench.RunUntil(() => bench.KnowsEveryFate);

        var cancel = Assert.Single(bench.Device.Cancels);
        Assert.Equal((BridgeProtocol.CancelEveryLine, bench.Device.Spikes[30].DeviceTimeTicks), (cancel.Line, cancel.FromTicks));
        Assert.Equal(bench.Device.Spikes[sent - 1].DeviceTimeTicks + 1, cancel.ToTicks);
        Assert.Equal(200 - sent, bench.Report.Spikes.Withdrawn);
        Assert.Equal(999, bench.Device.Spikes[^1].Line);

        // The spike that came after the cancel went after it, too.
        Assert.True(bench.Device.Taken.LastIndexOf(BridgeMessageType.SpikeBatch) > bench.Device.Taken.LastIndexOf(BridgeMessageType.Cancel));
    }

    [Fact]
    public void Session_Inputs_HaveTheHostsTimeAndGapsAreCounted()
    {
        var bench = new SessionBench().Arm();
        bench.Device.Inputs(0, 5_000, new DeviceInput(5_000, BridgeInputKind.Rising, 2, 0), new DeviceInput(6_000, BridgeInputKind.Sample, 1, 77));
        bench.Device.Inputs(7, 9_000, new DeviceInput(9_000, BridgeInputKind.Falling, 2, 0));
        bench.Device.Inputs(7, 9_000, new DeviceInput(9_000, BridgeInputKind.Falling, 2, 0)); // again: left out
        bench.RunFor(10 * Millisecond);
        Assert.True(bench.Inputs.TryTake(out var first));
        Assert.True(bench.Inputs.TryTake(out var second));
        Assert.True(bench.Inputs.TryTake(out var third));
        Assert.False(bench.Inputs.TryTake(out _));
        Assert.Equal((BridgeInputKind.Rising, 2, 5_000UL), (first.Kind, first.Channel, first.DeviceTicks));
        Assert.InRange(first.Nanoseconds, 4_999_000, 5_001_000);
        Assert.Equal((BridgeInputKind.Sample, 77, BridgeInputKind.Falling), (second.Kind, second.Value, third.Kind));
        Assert.Equal(5, bench.Report.Link.InputEventsLost);
    }
}

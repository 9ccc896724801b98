namespace Noble.Edge.FirmwareBridge.Tests;

public class BridgeSessionSafetyTests
{
    private const long Millisecond = SessionBench.Millisecond;

    [Theory]
    [InlineData(SafeLatch.Safe, BridgeMessageType.SafeState, BridgeState.Safe)]
    [InlineData(SafeLatch.Emergency, BridgeMessageType.EmergencyStop, BridgeState.Emergency)]
    internal void RequestSafeState_WhileSpikesWait_IsTheNextFrame(SafeLatch latch, BridgeMessageType type, BridgeState state)
    {
        var bench = new SessionBench().Arm();
        for (var i = 0; i < 1_000; i++)
        {
            bench.HandOver.TryPutSpike(bench.Now + (i * Millisecond), (ushort)i);
        }

        bench.RunFor(20 * Millisecond);
        bench.Session.RequestSafeState(latch);
        var wire = new byte[BridgeProtocol.WireBytesMax];
        var count = bench.Session.Send(wire, bench.Now);
        Assert.Equal(type, (BridgeMessageType)WireFrame.Unstuffed(wire.AsSpan(0, count))[BridgeProtocol.HeaderTypeOffset]);
        Assert.True(bench.Session.DiscardsOutput);
        bench.RunFor(500 * Millisecond);
        Assert.Equal((state, BridgeDeviceState.Safe), (bench.Session.State, bench.Device.State));

        // Sent until the device had said so, and not for ever.
        Assert.InRange(bench.Device.Taken.Count(taken => taken == type), 1, 2);
        Assert.Equal(1_000, bench.Report.Spikes.Sum);
        Assert.True(bench.Report.Spikes.Withdrawn > 800);
        Assert.Equal(1, bench.Device.Taken.Count(taken => taken == BridgeMessageType.Arm));
    }

    [Fact]
    public void RequestSafeState_FirstFramesLost_IsRepeatedUntilTheDeviceSaysSafe()
    {
        var bench = new SessionBench().Arm();
        bench.Device.Hears = type => type != BridgeMessageType.EmergencyStop;
        bench.Session.RequestSafeState(SafeLatch.Emergency);
        bench.RunFor(105 * Millisecond);
        Assert.InRange(bench.Sent.Count(frame => frame.Type == BridgeMessageType.EmergencyStop), 10, 12);
        bench.Device.Hears = _ => true;
        bench.RunFor(50 * Millisecond);
        Assert.Equal(BridgeDeviceState.Safe, bench.Device.State);
        Assert.True(bench.Session.IsAsSafeAsAsked);
    }

    [Fact]
    public void RequestSafeState_ArmingUnderWay_IsNotAskedForAgain()
    {
        var bench = new SessionBench();
        bench.Device.Hears = type => type != BridgeMessageType.Arm;
        bench.Session.LinkOpened(bench.Now);
        bench.RunUntil(() => bench.Session.State == BridgeState.Arming && bench.Sent[^1].Type == BridgeMessageType.Arm);
        bench.Session.RequestSafeState(SafeLatch.Safe);
        bench.RunFor(5 * Millisecond);
        bench.Device.Hears = _ => true;
        bench.RunFor(2_000 * Millisecond);
        Assert.Equal((BridgeState.Safe, BridgeDeviceState.Safe), (bench.Session.State, bench.Device.State));
        Assert.DoesNotContain(BridgeMessageType.Arm, bench.Device.Taken);
    }

    [Fact]
    public void RequestSafeState_NewSession_IsAskedForThereToo()
    {
        var bench = new SessionBench().Arm();
        bench.Session.RequestSafeState(SafeLatch.Emergency);
        bench.RunFor(50 * Millisecond);
        bench.Device.Restart();
        bench.RunUntil(() => bench.Report.Link.Reconnects == 1);
        bench.RunUntil(() => bench.Device.Cause == BridgeSafeCause.EmergencyCommand);
        Assert.Equal(BridgeState.Emergency, bench.Session.State);
        bench.RunFor(1_000 * Millisecond);
        Assert.Equal(BridgeState.Emergency, bench.Session.State);
    }

    [Fact]
    public void Device_HeartbeatLost_IsArmedAgain()
    {
        var bench = new SessionBench().Arm();
        bench.Device.MakeSafe(BridgeSafeCause.HeartbeatLost);
        bench.RunUntil(() => bench.Report.SafeStates[(int)BridgeSafeCause.HeartbeatLost] == 1);
        bench.RunUntil(() => bench.Session.State == BridgeState.Armed);
        Assert.Equal(BridgeDeviceState.Armed, bench.Device.State);
    }

    [Theory]
    [InlineData(BridgeSafeCause.EmergencyInput, BridgeState.Emergency, "emergency stop at the device: the emergency input")]
    [InlineData(BridgeSafeCause.Internal, BridgeState.Safe, "the device is in its safe state: a check of its own failed")]
    public void Device_MadeItselfSafe_IsLeftSo(BridgeSafeCause cause, BridgeState state, string reason)
    {
        var bench = new SessionBench().Arm();
        bench.Device.MakeSafe(cause);
        bench.RunFor(3_000 * Millisecond);
        Assert.Equal((state, reason), (bench.Session.State, bench.Session.Reason));
        Assert.Equal(BridgeDeviceState.Safe, bench.Device.State);
        Assert.Equal(1, bench.Report.SafeStates[(int)cause]);
    }

    [Fact]
    public void Welcome_LastCauseEmergency_IsArmedOnlyByAPerson()
    {
        var bench = new SessionBench();
        bench.Device.LastCause = BridgeSafeCause.EmergencyInput;
        bench.Session.LinkOpened(bench.Now);
        bench.RunFor(1_000 * Millisecond);
        Assert.Equal((BridgeState.Emergency, BridgeDeviceState.Safe), (bench.Session.State, bench.Device.State));

        var person = new SessionBench(new BridgeConnectionOptions { Address = "unix:/scripted", ArmAfterEmergency = true });
        person.Device.LastCause = BridgeSafeCause.EmergencyInput;
        person.Arm();

        // Once armed, another one is final.
        person.Device.MakeSafe(BridgeSafeCause.EmergencyInput);
        person.Session.LinkClosed("pulled");
        person.Session.LinkOpened(person.Now);
        person.RunFor(1_000 * Millisecond);
        Assert.Equal(BridgeState.Emergency, person.Session.State);
    }
}

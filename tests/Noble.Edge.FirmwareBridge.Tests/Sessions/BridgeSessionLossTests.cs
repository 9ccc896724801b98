namespace Noble.Edge.FirmwareBridge.Tests;

public class BridgeSessionLossTests
{
    private const long Millisecond = SessionBench.Millisecond;

    [Fact]
    public void Session_LostCommands_AreSentAgainFromTheExpectedOneOn()
    {
        var bench = new SessionBench().Arm();
        var batches = 0;
        bench.Device.Hears = type => type != BridgeMessageType.SpikeBatch || ++batches % 5 != 0;
        AssertEverySpikeOnceAndInOrder(bench);
        Assert.True(bench.Report.Link.OutOfOrder > 5, bench.Report.Link.ToString());
        Assert.True(bench.Report.Link.CommandsResent >= bench.Report.Link.OutOfOrder / 2);
    }

    [Fact]
    public void Session_LostAcknowledgements_LeadToNoSecondExecution()
    {
        var bench = new SessionBench().Arm();
        var random = new Random(9);
        bench.Device.Answers = type => type != BridgeMessageType.Acknowledge || random.Next(3) > 0;
        AssertEverySpikeOnceAndInOrder(bench);
        Assert.Equal(0, bench.Report.Link.OutOfOrder);
    }

    [Fact]
    public void Session_LastCommandLost_IsSentAgainAfterATimeOfTheRoundTrip()
    {
        var bench = new SessionBench { Latency = 5 * Millisecond }.Arm();
        bench.Device.Hears = type => type != BridgeMessageType.SpikeBatch;
        bench.HandOver.TryPutSpike(bench.Now + (400 * Millisecond), 1);
        bench.RunUntil(() => bench.Report.Link.TimeoutsPassed == 1);
        var sent = bench.Sent.Where(frame => frame.Type == BridgeMessageType.SpikeBatch).ToList();
        Assert.InRange(bench.Now - sent[0].At, 20 * Millisecond, 60 * Millisecond);
        bench.Device.Hears = _ => true;
        bench.RunUntil(() => bench.KnowsEveryFate);
        Assert.Equal((1, 1), (bench.Report.Spikes.Accepted, bench.Report.Spikes.Sum));
    }

    [Fact]
    public void Session_DeviceRestarts_WhatItHadNotCountedIsLostAndTheRestStreams()
    {
        var bench = new SessionBench().Arm();
        var start = bench.Now + (20 * Millisecond);
        for (var i = 0; i < 1_000; i++)
        {
            bench.HandOver.TryPutSpike(start + (i * Millisecond), (ushort)i);
        }

        bench.RunFor(200 * Millisecond);
        bench.Device.IsSilent = true; // what it has executed from here on, nobody learns
        bench.RunFor(30 * Millisecond);
        bench.Device.IsSilent = false;
        bench.Device.Restart();
        bench.RunUntil(() => bench.KnowsEveryFate);
        var spikes = bench.Report.Spikes;
        Assert.Equal((1_000, 1_000, 0), (spikes.HandedOver, spikes.Sum, spikes.Pending));
        Assert.InRange(spikes.LostWithDevice, 1, 100);
        Assert.InRange(spikes.LateOnHost, 1, 400);
        Assert.Equal(999, bench.Device.Spikes[^1].Line);
        Assert.Equal((1, 1), (bench.Report.Link.DeviceRestarts, bench.Report.Link.Reconnects));
    }

    [Fact]
    public void Session_LinkBreaksWithSpikesUnderWay_TheNextSessionTellsTheirFate()
    {
        var bench = new SessionBench().Arm();
        for (var i = 0; i < 100; i++)
        {
            bench.HandOver.TryPutSpike(bench.Now + ((100 + i) * 100_000L), (ushort)i);
        }

        // They arrive, and the link breaks before the answer.
        bench.Device.Answers = _ => false;
        bench.RunFor(5 * Millisecond);
        Assert.Equal(100, bench.Device.Spikes.Count);
        bench.Session.LinkClosed("pulled");
        Assert.Equal((100, 100), (bench.Report.Spikes.Pending, bench.Report.Spikes.Sum));
        bench.Device.Answers = _ => true;
        bench.Arm();
        bench.RunUntil(() => bench.KnowsEveryFate);
        Assert.Equal((100, 0, 100), (bench.Report.Spikes.Accepted, bench.Report.Spikes.LostWithDevice, bench.Report.Spikes.Sum));
        Assert.Equal(0, bench.Report.Link.DeviceRestarts);
    }

    [Fact]
    public void Session_AnotherHostSaysHello_IsNoticedAndTheSessionIsTakenBack()
    {
        var bench = new SessionBench().Arm();
        bench.Device.Session = 0x1234_5678;
        bench.RunUntil(() => bench.Session.State != BridgeState.Armed);
        bench.RunUntil(() => bench.Session.State == BridgeState.Armed);
        Assert.Contains("another host has said hello to the device", bench.Session.Notices);
    }

    [Fact]
    public void Session_SilentDevice_IsGreetedAgainAndTheLinkOpenedAnewAfterAWhile()
    {
        var bench = new SessionBench().Arm();
        bench.Device.IsSilent = true;
        bench.RunUntil(() => bench.Session.State == BridgeState.Connecting);
        Assert.Contains("the device is silent", bench.Session.Notices);
        Assert.False(bench.Session.WantsReopen);
        bench.RunFor(3_100 * Millisecond);
        Assert.True(bench.Session.WantsReopen);
        bench.Device.IsSilent = false;
        bench.RunUntil(() => bench.Session.State == BridgeState.Armed);
        Assert.False(bench.Session.WantsReopen);
    }

    [Fact]
    public void Session_EveryKindOfFrameWithAnyPayload_IsSurvived()
    {
        var bench = new SessionBench().Arm();
        var random = new Random(77);
        for (var round = 0; round < 20_000; round++)
        {
            var type = (BridgeMessageType)random.Next((int)BridgeMessageType.DeviceHeartbeat, (int)BridgeMessageType.Log + 1);
            var payload = new byte[random.Next(4) == 0 ? random.Next(200) : Length(type)];
            random.NextBytes(payload);
            if (random.Next(2) == 0)
            {
                // What is small is often a number that the session looks at.
                payload.AsSpan().Clear();
                random.NextBytes(payload.AsSpan(0, Math.Min(payload.Length, random.Next(12))));
            }

            bench.Device.Frame(type, payload);
            bench.HandOver.TryPutSpike(bench.Now + (60 * Millisecond), (ushort)round);
            bench.RunFor(50_000);
            if (round % 1_000 == 999)
            {
                var spikes = bench.Report.Spikes;
                Assert.Equal(spikes.HandedOver, spikes.Sum);
                Assert.True(bench.Session.Notices.Count < 2_000);
                bench.Session.Notices.Clear();
            }
        }

        Assert.True(bench.Report.Link.PayloadsRefused > 1_000);
        if (bench.Session.Latch == SafeLatch.None)
        {
            bench.RunUntil(() => bench.Session.State == BridgeState.Armed);
        }
    }

    private static int Length(BridgeMessageType type) => type switch
    {
        BridgeMessageType.DeviceHeartbeat => BridgeProtocol.DeviceHeartbeatBytes,
        BridgeMessageType.Welcome => BridgeProtocol.WelcomeBytes,
        BridgeMessageType.Acknowledge => BridgeProtocol.AcknowledgeBytes,
        BridgeMessageType.ClockReply => BridgeProtocol.ClockReplyBytes,
        BridgeMessageType.Register => BridgeProtocol.RegisterBytes,
        BridgeMessageType.InputEvents => InputEventsMessage.LengthOf(1),
        _ => BridgeProtocol.LogHeaderBytes,
    };

    private static void AssertEverySpikeOnceAndInOrder(SessionBench bench)
    {
        var start = bench.Now + (200 * Millisecond);
        for (var i = 0; i < 3_000; i++)
        {
            Assert.True(bench.HandOver.TryPutSpike(start + (i * 200_000L), (ushort)i));
        }

        bench.RunUntil(() => bench.KnowsEveryFate);
        Assert.Equal((3_000, 3_000), (bench.Report.Spikes.HandedOver, bench.Report.Spikes.Sum));
        var lines = bench.Device.Spikes.Select(spike => spike.Line).ToList();
        Assert.Equal(lines.Distinct().Order(), lines);
        Assert.Equal(bench.Report.Spikes.Accepted, lines.Count);
        Assert.True(lines.Count > 2_500, bench.Report.Spikes.ToString());
    }
}

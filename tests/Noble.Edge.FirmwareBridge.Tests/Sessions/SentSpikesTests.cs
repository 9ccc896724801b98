namespace Noble.Edge.FirmwareBridge.Tests;

public class SentSpikesTests
{
    [Fact]
    public void TryRange_SpikesNotBeforeATime_GivesTheirTicks()
    {
        var sent = new SentSpikes();
        Assert.False(sent.TryRange(0, out _, out _));
        sent.Add(1_000, 11);
        sent.Add(3_000, 33);
        sent.Add(2_000, 22);
        Assert.True(sent.TryRange(2_000, out var from, out var to));
        Assert.Equal((22UL, 34UL), (from, to));
        Assert.False(sent.TryRange(3_001, out _, out _));
        sent.ForgetBefore(34);
        Assert.False(sent.TryRange(0, out _, out _));
    }

    [Fact]
    public void Add_MoreThanADeviceHolds_ForgetsTheOldest()
    {
        var sent = new SentSpikes();
        for (var i = 0; i < 70_000; i++)
        {
            sent.Add(i, (ulong)i);
        }

        Assert.True(sent.TryRange(0, out var from, out var to));
        Assert.Equal((70_000UL - 65_536, 70_000UL), (from, to));
    }
}

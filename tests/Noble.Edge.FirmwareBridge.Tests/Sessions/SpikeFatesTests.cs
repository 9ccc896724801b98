namespace Noble.Edge.FirmwareBridge.Tests;

public class SpikeFatesTests
{
    [Fact]
    public void Grown_CounterBeforeTheAcknowledgement_StillAddsUp()
    {
        var fates = InSession();
        fates.Grown(BridgeRegister.SpikesAccepted, 3);
        Assert.Equal((3, -3), (fates.Accepted, fates.Unread));
        fates.Executed(5);
        fates.Grown(BridgeRegister.SpikesLateOnArrival, 2);
        Assert.Equal((3, 2, 0), (fates.Accepted, fates.RefusedLate, fates.Unread));
    }

    [Theory]
    [InlineData(7, 7, 3)] // seven of ten were executed
    [InlineData(10, 10, 0)]
    [InlineData(0, 0, 10)]
    [InlineData(11, 0, 10)] // more than there were: another host's, and nothing can be told
    public void Resolve_SameDevice_TellsWhatBecameOfThoseUnderWay(int counted, int accepted, int lost)
    {
        var fates = InSession();
        fates.Executed(4);
        fates.SessionEnded(6);
        Assert.Equal((4, 6), (fates.Unread, fates.Unresolved));
        fates.Grown(BridgeRegister.SpikesAccepted, counted);
        fates.Resolve();
        Assert.Equal((accepted, lost, 0, 0), (fates.Accepted, fates.Lost, fates.Unread, fates.Unresolved));
    }

    [Fact]
    public void Restarted_WhatWasOpen_IsLost()
    {
        var fates = InSession();
        fates.Executed(4);
        fates.Grown(BridgeRegister.SpikesNotArmed, 1);
        fates.SessionEnded(6);
        fates.Restarted();
        fates.Grown(BridgeRegister.SpikesAccepted, 50); // since the device's start, by whomever
        fates.Resolve();
        Assert.Equal((1, 9, 0), (fates.RefusedNotArmed, fates.Lost, fates.Accepted));
    }

    private static SpikeFates InSession()
    {
        var fates = new SpikeFates();
        fates.Resolve();
        return fates;
    }
}

namespace Noble.Edge.Rig.Tests;

public class ExperimentClockTests
{
    [Fact]
    public void ExperimentClock_BeforeTheStart_StandsAtZero()
    {
        var manual = new ManualClock();
        var clock = new ExperimentClock(manual);
        manual.Advance(1_000);
        Assert.Equal(0, clock.NowNanoseconds);
        Assert.False(clock.HasStarted);
    }

    [Fact]
    public void ExperimentClock_Started_CountsFromTheStart()
    {
        var manual = new ManualClock();
        manual.Advance(5_000);
        var clock = new ExperimentClock(manual);
        clock.Start();
        manual.Advance(700);
        Assert.True(clock.HasStarted);
        Assert.Equal(700, clock.NowNanoseconds);
        Assert.Equal(5_900, clock.ToMonotonic(900));
    }

    [Fact]
    public void ExperimentClock_Held_StandsAndGoesOnFromThere()
    {
        var manual = new ManualClock();
        var clock = new ExperimentClock(manual);
        clock.Start();
        manual.Advance(1_010);
        clock.HoldAt(1_000);
        manual.Advance(490);
        Assert.True(clock.IsHeld);
        Assert.Equal(1_000, clock.NowNanoseconds);

        clock.Release();
        Assert.Equal(1_000, clock.NowNanoseconds);
        Assert.Equal(500, clock.HeldNanoseconds);
        manual.Advance(1);
        Assert.Equal(1_001, clock.NowNanoseconds);
    }

    [Fact]
    public void ExperimentClock_HeldTwice_AddsUp()
    {
        var manual = new ManualClock();
        var clock = new ExperimentClock(manual);
        clock.Start();
        for (var hold = 1; hold <= 2; hold++)
        {
            manual.Advance(100);
            clock.HoldAt(hold * 100);
            manual.Advance(30);
            clock.Release();
        }

        Assert.Equal(60, clock.HeldNanoseconds);
        Assert.Equal(200, clock.NowNanoseconds);
    }

    [Fact]
    public void MonotonicClock_SleepAndSpin_NotBackBeforeTheTime()
    {
        var clock = MonotonicClock.Instance;
        var until = clock.NowNanoseconds + 2_000_000;
        clock.SleepUntil(until);
        Assert.True(clock.NowNanoseconds >= until);
        until = clock.NowNanoseconds + 50_000;
        clock.SpinUntil(until);
        Assert.True(clock.NowNanoseconds >= until);
        clock.SleepUntil(-1); // long past
    }
}

namespace Noble.Edge.Rig.Tests;

internal static class Waiting
{
    /// <summary>Waits for what has to come; 60 s at most, ordinarily milliseconds.</summary>
    internal static void For(Func<bool> condition, string what)
    {
        var clock = MonotonicClock.Instance;
        var until = clock.NowNanoseconds + 60_000_000_000;
        while (!condition())
        {
            Assert.True(clock.NowNanoseconds < until, $"did not come: {what}");
            clock.SleepUntil(clock.NowNanoseconds + 1_000_000);
        }
    }
}

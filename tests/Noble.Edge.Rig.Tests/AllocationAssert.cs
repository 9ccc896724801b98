namespace Noble.Edge.Rig.Tests;

/// <summary>Asserts that something allocates nothing on the calling thread.</summary>
internal static class AllocationAssert
{
    /// <summary>
    /// Runs the action up to five times and fails unless one run allocated nothing: a collection that another thread
    /// causes meanwhile blurs a single count by some hundred bytes, an allocation of the action's own is in every run.
    /// </summary>
    internal static void AllocatesNothing(Action action)
    {
        var least = long.MaxValue;
        for (var run = 0; run < 5 && least != 0; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.True(least == 0, $"at least {least} bytes allocated in every run");
    }
}

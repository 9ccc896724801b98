namespace Noble.Edge.Rig;

/// <summary>The side of a loop that stands for the laboratory: a thread of its own, just below the pacer's priority and on another processor.</summary>
internal static class Bench
{
    /// <summary>Runs something on such a thread and waits for it; what it throws is thrown here.</summary>
    internal static void Run(PacerOptions pacer, Action body) => Run(pacer with { Priority = Math.Max(0, pacer.Priority - 1), Processor = pacer.Priority > 1 ? Other() : -2 }, "self-test", body);

    /// <summary>Runs something as the pacer would, on its processor.</summary>
    internal static void RunAsPacer(PacerOptions pacer, Action body) => Run(pacer, "baseline", body);

    private static void Run(PacerOptions options, string name, Action body)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            RealtimeThread.Apply(options);
#pragma warning disable CA1031 // Thrown again on the thread that waits.
            try
            {
                body();
            }
            catch (Exception error)
            {
                failure = error;
            }
#pragma warning restore CA1031
        })
        { IsBackground = true, Name = name };
        thread.Start();
        thread.Join();
        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }

    // The first processor that the process may use; the pacer takes the last. The same where there is one only.
    private static unsafe int Other()
    {
        var mask = stackalloc ulong[LibC.AffinityWords];
        new Span<ulong>(mask, LibC.AffinityWords).Clear();
        if (LibC.GetAffinity(0, LibC.AffinityWords * sizeof(ulong), mask) < 0)
        {
            return -2;
        }

        for (var word = 0; word < LibC.AffinityWords; word++)
        {
            if (mask[word] != 0)
            {
                return (word * 64) + System.Numerics.BitOperations.TrailingZeroCount(mask[word]);
            }
        }

        return -2;
    }
}

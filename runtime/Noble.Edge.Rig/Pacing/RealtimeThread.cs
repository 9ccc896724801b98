using System.Numerics;
using System.Runtime.InteropServices;

namespace Noble.Edge.Rig;

/// <summary>Asks the machine for what a real-time thread wants and reports what it was granted.</summary>
internal static class RealtimeThread
{
    /// <summary>Applies the options to the calling thread; nothing that is refused is an error.</summary>
    internal static RealtimeFacts Apply(PacerOptions options)
    {
        // Ordinary threads are woken up to 50 µs late on purpose; FIFO threads are not.
        _ = LibC.ProcessControl(LibC.ProcessControlTimerSlack, 1, 0, 0, 0);
        var memory = LockMemory(options);
        var (isRealtime, scheduling) = SetScheduler(options);
        return new RealtimeFacts(isRealtime, scheduling, Pin(options, isRealtime), memory);
    }

    private static unsafe (bool IsRealtime, string Fact) SetScheduler(PacerOptions options)
    {
        if (options.Priority == 0)
        {
            return (false, "ordinary, as asked");
        }

        var priority = options.Priority;
        return LibC.SetScheduler(0, LibC.SchedulerFifo, &priority) == 0
            ? (true, $"SCHED_FIFO {priority}")
            : (false, $"ordinary: SCHED_FIFO {priority} refused ({LastError()}); grant CAP_SYS_NICE or an rtprio limit");
    }

    private static unsafe string Pin(PacerOptions options, bool isRealtime)
    {
        if (options.Processor == -2)
        {
            return "not pinned, as asked";
        }

        if (!isRealtime)
        {
            return "not pinned: without FIFO priority it would wait behind what else runs there";
        }

        var mask = stackalloc ulong[LibC.AffinityWords];
        const int bytes = LibC.AffinityWords * sizeof(ulong);
        if (LibC.GetAffinity(0, bytes, mask) < 0)
        {
            return $"not pinned: {LastError()}";
        }

        var processor = options.Processor == -1 ? LastProcessor(mask) : options.Processor;
        new Span<ulong>(mask, LibC.AffinityWords).Clear();
        mask[processor / 64] = 1ul << (processor % 64);
        return LibC.SetAffinity(0, bytes, mask) == 0 ? $"processor {processor}" : $"not pinned to processor {processor}: {LastError()}";
    }

    private static string LockMemory(PacerOptions options)
    {
        if (!options.LockMemory)
        {
            return "not locked, as asked";
        }

        // Pages are locked as they are touched: the runtime reserves far more address space than it uses.
        return LibC.LockAllMemory(LibC.LockCurrent | LibC.LockFuture | LibC.LockOnFault) == 0
            ? "locked"
            : $"not locked ({LastError()}); grant CAP_IPC_LOCK or a memlock limit";
    }

    private static unsafe int LastProcessor(ulong* mask)
    {
        for (var word = LibC.AffinityWords - 1; word >= 0; word--)
        {
            if (mask[word] != 0)
            {
                return (word * 64) + 63 - BitOperations.LeadingZeroCount(mask[word]);
            }
        }

        return 0;
    }

    private static string LastError() => Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
}

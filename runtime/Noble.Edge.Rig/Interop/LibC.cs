using System.Runtime.InteropServices;

namespace Noble.Edge.Rig;

/// <summary>The calls of the C library that a real-time thread needs; Linux values of their constants.</summary>
internal static partial class LibC
{
    internal const int ClockMonotonic = 1;
    internal const int ClockBoottime = 7;
    internal const int TimerAbsolute = 1;
    internal const int ErrorInterrupted = 4;
    internal const int SchedulerFifo = 1;
    internal const int LockCurrent = 1;
    internal const int LockFuture = 2;
    internal const int LockOnFault = 4;
    internal const int ProcessControlTimerSlack = 29;
    internal const int AffinityWords = 16; // 1024 processors

    private const string Library = "libc";

    // Reads the kernel's page that is mapped into every process: too short to leave the runtime's cooperative mode for.
    [LibraryImport(Library, EntryPoint = "clock_gettime")]
    [SuppressGCTransition]
    internal static unsafe partial int ClockGetTime(int clock, TimeSpecification* time);

    [LibraryImport(Library, EntryPoint = "clock_nanosleep")]
    internal static unsafe partial int ClockNanosleep(int clock, int flags, TimeSpecification* request, TimeSpecification* remain);

    [LibraryImport(Library, EntryPoint = "sched_setscheduler", SetLastError = true)]
    internal static unsafe partial int SetScheduler(int thread, int policy, int* priority);

    [LibraryImport(Library, EntryPoint = "sched_getaffinity", SetLastError = true)]
    internal static unsafe partial int GetAffinity(int thread, nuint bytes, ulong* mask);

    [LibraryImport(Library, EntryPoint = "sched_setaffinity", SetLastError = true)]
    internal static unsafe partial int SetAffinity(int thread, nuint bytes, ulong* mask);

    [LibraryImport(Library, EntryPoint = "mlockall", SetLastError = true)]
    internal static partial int LockAllMemory(int flags);

    [LibraryImport(Library, EntryPoint = "prctl", SetLastError = true)]
    internal static partial int ProcessControl(int option, nuint value, nuint unused3, nuint unused4, nuint unused5);

    /// <summary><c>struct timespec</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct TimeSpecification
    {
        internal nint Seconds;
        internal nint Nanoseconds;
    }
}

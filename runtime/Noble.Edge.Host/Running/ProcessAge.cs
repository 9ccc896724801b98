using System.Globalization;
using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>How long ago the kernel started this process; good to its tick of 10 ms.</summary>
internal static class ProcessAge
{
    private const double TicksPerSecond = 100; // USER_HZ, the unit of /proc/self/stat on every Linux architecture

    /// <summary>Age at a moment of the monotonic clock [s], or not-a-number where the system does not tell.</summary>
    internal static double SecondsAt(long monotonicNanoseconds)
    {
        try
        {
            // Field 22 of stat; the second one, the program's name in brackets, may itself hold spaces.
            var stat = File.ReadAllText("/proc/self/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var started = double.Parse(fields[19], CultureInfo.InvariantCulture) / TicksPerSecond;
            var uptime = double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture);
            return uptime - started - ((MonotonicClock.Instance.NowNanoseconds - monotonicNanoseconds) / 1e9);
        }
        catch (Exception error) when (error is IOException or FormatException or IndexOutOfRangeException or UnauthorizedAccessException)
        {
            return double.NaN;
        }
    }
}

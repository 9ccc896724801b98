using System.Diagnostics;

namespace Noble.Edge.FirmwareBridge.Tests;

/// <summary>Waits for what another thread or program does; the limit is for one that never does it.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static void True(Func<bool> condition, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Limit, $"within {Limit.TotalSeconds} s: {what}");
            Thread.Sleep(1);
        }
    }

    /// <summary>Waits for it with the connection's own words where it does not come.</summary>
    public static void True(Func<bool> condition, BridgeConnection connection)
    {
        var started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Limit, connection.Report() is { } report ? $"{report.State}, {report.Reason}: {report.Spikes} {report.Link} {report.Clock}" : string.Empty);
            Thread.Sleep(1);
        }
    }
}

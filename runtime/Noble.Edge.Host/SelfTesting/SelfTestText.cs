using System.Globalization;
using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>A self-test for a terminal.</summary>
internal static class SelfTestText
{
    internal static void Write(SelfTestSummary summary, TextWriter output)
    {
        Line($"{summary.Processor}, {summary.Processors} processors, {summary.LoadThreads} of them kept busy by vector arithmetic; {summary.Seconds} s a row; microseconds");
        Line($"pacer's thread: {summary.Realtime.Scheduling}; {summary.Realtime.Processor}; memory {summary.Realtime.Memory}");
        Line($"");
        Line($"{"",-16}{"p50",9}{"p99",9}{"p99.9",9}{"longest",10}{"count",9}{"overruns",10}{"lost",6}  what is timed");
        foreach (var row in summary.Rows)
        {
            Line($"{row.Port,-16}{row.P50Nanoseconds * 1e-3,9:f1}{row.P99Nanoseconds * 1e-3,9:f1}{row.P999Nanoseconds * 1e-3,9:f1}{row.MaximumNanoseconds * 1e-3,10:f1}{row.Count,9}{row.Overruns,10}{row.Lost,6}  {row.Measures}");
        }

        Line($"");
        if (summary.PacingRatio is { } ratio)
        {
            Line($"{SelfTestReport.Pacing} over {SelfTestReport.Baseline}: {ratio:f2} by the 99th percentile");
        }

        Line($"overruns took longer than the time to the next one; lost never came back or was dropped by a port: {(summary.Passed ? "nothing was" : "see the column")}");

        void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture).TrimEnd());
    }
}

using System.Globalization;

namespace Noble.Edge.Host;

/// <summary>A bench report for a terminal.</summary>
internal static class BenchText
{
    internal static void Write(BenchReport report, TextWriter output)
    {
        Line($"{report.Processor}, {report.Processors} processors, vectors {report.Vectors}; one core's peak {report.PeakGigaflopsPerCore:f0} GFLOP/s");
        Line($"{report.Model}: {report.Network}; {report.FloatingPointOperations * 1e-9:f3} GFLOP a trace of {report.TraceMilliseconds:0.###} ms");
        foreach (var group in report.Rows.GroupBy(row => row.Description))
        {
            Line($"");
            Line($"{group.Key}");
            Line($"{"",36}operator, ms a trace      current to spikes, ms a trace");
            Line($"{"engine",-10}{"threads",8}{"batch",7}{"best",11}{"p50",9}{"p90",9}{"best",11}{"p50",9}{"p90",9}{"neurons",9}{"GFLOP/s",9}{"of peak",9}{"bytes",7}{"mJ",8}");
            foreach (var row in group)
            {
                var joules = row.Joules is { } j ? (1e3 * j).ToString("f2", CultureInfo.InvariantCulture) : "-";
                Line($"{row.Engine,-10}{row.Threads,8}{row.Batch,7}{row.Operator.Best,11:f3}{row.Operator.P50,9:f3}{row.Operator.P90,9:f3}{row.Render.Best,11:f3}{row.Render.P50,9:f3}{row.Render.P90,9:f3}{row.NeuronsInRealTime,9}{row.Gigaflops,9:f1}{row.PeakPercent,7:f0} %{row.AllocatedBytes,7:f0}{joules,8}");
            }

            if (group.FirstOrDefault(row => row.Phases is not null) is { } phased)
            {
                var sum = phased.Phases!.Values.Sum();
                Line($"where the operator's time goes, ms a trace on one thread: {string.Join(", ", phased.Phases.Select(phase => string.Create(CultureInfo.InvariantCulture, $"{phase.Key} {phase.Value:f3} ({100 * phase.Value / sum:f0} %)")))}");
            }
        }

        Line($"");
        Line($"neurons: rendered from current to spikes as fast as they are played; energy: {report.Energy}");

        void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture).TrimEnd());
    }
}

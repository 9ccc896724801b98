using System.Diagnostics;
using System.Globalization;

namespace Noble.Edge.Benchmarks;

/// <summary>The real-time people's own measurement of a machine: cyclictest of the package rt-tests, one thread at 1 kHz on the last processor.</summary>
internal static class CyclicTest
{
    private const string Program = "/usr/bin/cyclictest";
    private const int HistogramMicroseconds = 50_000; // what is later counts as this late

    /// <summary>Measures; null where it is not installed or not allowed.</summary>
    /// <param name="loops">Wake-ups, 1 ms apart.</param>
    /// <returns>Half of the wake-ups, 99 %, 99.9 % and all of them were not later than this [µs, whole ones].</returns>
    internal static (int P50, int P99, int P999, int Maximum)? Measure(int loops)
    {
        if (!File.Exists(Program))
        {
            return null;
        }

        var start = new ProcessStartInfo(Program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["-m", "-q", "-p80", "-i1000", "-t1", $"-a{Text(Environment.ProcessorCount - 1)}", $"-l{Text(loops)}", $"-h{Text(HistogramMicroseconds)}"])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        process.StandardError.Close();
        var (counts, maximum) = Read(process.StandardOutput);
        process.WaitForExit();
        var total = counts.Sum(bucket => bucket.Count);
        return process.ExitCode == 0 && total > 0 ? (At(counts, 0.5, loops, maximum), At(counts, 0.99, loops, maximum), At(counts, 0.999, loops, maximum), maximum) : null;
    }

    private static (List<(int Microseconds, long Count)> Counts, int Maximum) Read(StreamReader output)
    {
        const string Maximum = "# Max Latencies:";
        var (counts, maximum) = (new List<(int, long)>(), 0);
        while (output.ReadLine() is { } line)
        {
            if (line.StartsWith(Maximum, StringComparison.Ordinal))
            {
                maximum = int.Parse(line.AsSpan(Maximum.Length), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
            }
            else if (line.Length > 0 && char.IsDigit(line[0]))
            {
                var parts = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
                counts.Add((int.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture)));
            }
        }

        return (counts, maximum);
    }

    private static int At(List<(int Microseconds, long Count)> counts, double share, int loops, int maximum)
    {
        var seen = 0L;
        foreach (var (microseconds, count) in counts)
        {
            seen += count;
            if (seen >= share * loops)
            {
                return microseconds;
            }
        }

        return maximum;
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace Noble.Edge.GpioCheck;

/// <summary>The kernel's own trace of lines being set, on the monotonic clock.</summary>
internal static class LineTrace
{
    private const string Folder = "/sys/kernel/tracing";

    /// <summary>Begins anew.</summary>
    internal static void Start()
    {
        File.WriteAllText($"{Folder}/trace_clock", "mono");
        File.WriteAllText($"{Folder}/buffer_size_kb", "4096");
        File.WriteAllText($"{Folder}/events/gpio/gpio_value/enable", "1");
        File.WriteAllText($"{Folder}/tracing_on", "1");
        File.WriteAllText($"{Folder}/trace", string.Empty);
    }

    /// <summary>Ends, and tells when which line was set to what; time to the microsecond.</summary>
    internal static List<(long TimeNanoseconds, int Line, bool IsHigh)> Stop(SimulatedBank bank)
    {
        File.WriteAllText($"{Folder}/tracing_on", "0");
        List<(long, int, bool)> edges = [];
        foreach (var text in File.ReadLines($"{Folder}/trace"))
        {
            // NAME-PID [CPU] FLAGS SECONDS.MICROSECONDS: gpio_value: NUMBER set LEVEL
            var at = text.IndexOf(": gpio_value: ", StringComparison.Ordinal);
            if (at < 0)
            {
                continue;
            }

            var words = text[(at + 14)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var seconds = decimal.Parse(text[(text.LastIndexOf(' ', at) + 1)..at], CultureInfo.InvariantCulture);
            if (words[1] == "set")
            {
                edges.Add(((long)(seconds * 1_000_000_000), int.Parse(words[0], CultureInfo.InvariantCulture) - bank.Base, words[2] == "1"));
            }
        }

        return edges;
    }
}

using System.CommandLine;
using System.Globalization;
using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary><c>noble-edge selftest</c>: how soon this machine answers through each port, and whether anything gets lost.</summary>
internal static class SelfTestCommand
{
    private static readonly Option<double?> Seconds = Arguments.Number("--seconds", "Time for each row; default 5", "S");
    private static readonly Option<int?> Load = Arguments.Whole("--load", "Threads that keep processors busy meanwhile; default one less than there are processors");
    private static readonly Option<bool> Json = Arguments.Flag("--json", "Write the report as JSON");

    internal static Command Create()
    {
        var command = new Command("selftest", "Loop the ports back under load: latency percentiles beside the machine's own, overruns and losses.") { Seconds, Load, Json };
        command.SetAction(parsed => Errors.Guard(() => Run(parsed, Console.Out)));
        return command;
    }

    private static int Run(ParseResult parsed, TextWriter output)
    {
        var seconds = parsed.GetValue(Seconds) ?? SelfTestOptions.Default.Duration.TotalSeconds;
        if (seconds is not (>= 0.01 and <= 3600))
        {
            throw new UserMistakeException(string.Create(CultureInfo.InvariantCulture, $"--seconds {seconds}: expected 0.01 to 3600"));
        }

        var load = parsed.GetValue(Load) ?? SelfTestOptions.Default.LoadThreads;
        if (load is not (>= 0 and <= 1024))
        {
            throw new UserMistakeException(string.Create(CultureInfo.InvariantCulture, $"--load {load}: expected 0 to 1024 threads"));
        }

        var options = SelfTestOptions.Default with { Duration = TimeSpan.FromSeconds(seconds), LoadThreads = load };
        var isJson = parsed.GetValue(Json);
        var report = SelfTest.Run(options, MonotonicClock.Instance, name => Progress(name, isJson));
        Progress(null, isJson);
        var summary = SelfTestSummary.Of(report, options);
        if (isJson)
        {
            output.WriteLine(summary.ToJson());
        }
        else
        {
            SelfTestText.Write(summary, output);
        }

        output.Flush();
        return report.HasPassed
            ? ExitCode.Done
            : throw new FailedException($"lost: {string.Join(", ", report.Rows.Where(row => row.Lost > 0).Select(row => $"{row.Lost} of {row.Sent} at {row.Port}"))}");
    }

    // A sign of life for whoever watches; nothing for a file.
    private static void Progress(string? name, bool isJson)
    {
        if (!isJson && !Console.IsErrorRedirected)
        {
            Console.Error.Write(name is null ? "\r\u001b[K" : $"\r\u001b[K{name} ...");
        }
    }
}

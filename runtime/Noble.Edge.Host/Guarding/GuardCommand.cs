using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary><c>noble-edge guard</c>: the process that <c>run</c> starts to watch over itself; nobody starts it by hand.</summary>
internal static partial class GuardCommand
{
    /// <summary>What it says when it watches.</summary>
    internal const string Ready = "guarding";

    private const int InterruptSignal = 2, TerminateSignal = 15, KillSignal = 9;
    private const nint Ignored = 1; // SIG_IGN

    private static readonly Argument<string> ConfigurationFile = new("CONFIG.json");
    private static readonly Option<int?> Watched = Arguments.Whole("--pid", "The process to watch", required: true);
    private static readonly Option<double?> Patience = Arguments.Number("--patience", "How long it may be silent, in milliseconds", "MS", required: true);

    internal static Command Create()
    {
        var command = new Command("guard", "Watch over a run and make its outputs safe when it dies; run starts it.") { ConfigurationFile, Watched, Patience };
        command.Hidden = true;
        command.SetAction(parsed => Errors.Guard(() => Run(parsed.GetValue(ConfigurationFile)!, parsed.GetValue(Watched)!.Value, parsed.GetValue(Patience)!.Value)));
        return command;
    }

    private static int Run(string configuration, int watched, double patience)
    {
        // What ends the run must not end what watches over it: another session, and deaf to the terminal's signals.
        _ = StartSession();
        _ = SetDisposition(InterruptSignal, Ignored);
        _ = SetDisposition(TerminateSignal, Ignored);
        var settings = RunConfigurationFile.Apply(configuration, new RunSettings());
        var outputs = settings.LiveRig.Ports.Where(port => port.MakeSafe is not null).ToArray();
        Console.Out.WriteLine(Ready);
        Console.Out.Flush();
        if (WaitForTheEnd(TimeSpan.FromMilliseconds(patience)) is not { } reason)
        {
            return ExitCode.Done;
        }

        var watch = Stopwatch.StartNew();

        // A run that hangs holds its lines and sockets until it is gone.
        _ = Kill(watched, KillSignal);
        var context = new RigContext(settings.Neurons ?? RunSettings.DefaultNeurons, settings.Seed, settings.Topics, new MqttConnectionOptions(), MonotonicClock.Instance);
        var failures = new List<string>();
        foreach (var output in outputs)
        {
            MakeSafe(output, context, failures);
        }

        Errors.Warn(FormattableString.Invariant(
            $"guard: the run {reason}; {outputs.Length - failures.Count} of {outputs.Length} outputs made safe within {watch.Elapsed.TotalMilliseconds:0.0} ms of that{string.Concat(failures)}"));
        return failures.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    // Null where the run said goodbye.
    private static string? WaitForTheEnd(TimeSpan patience)
    {
        using var input = Console.OpenStandardInput();
        var buffer = new byte[256];
        var word = "";
        while (true)
        {
            var read = input.ReadAsync(buffer).AsTask();
            if (!read.Wait(patience))
            {
                return FormattableString.Invariant($"stood still for {patience.TotalMilliseconds:0} ms and was killed");
            }

            if (read.Result == 0)
            {
                return "died";
            }

            word = (word + System.Text.Encoding.ASCII.GetString(buffer, 0, read.Result))[^Math.Min(word.Length + read.Result, 2 * RunGuard.Farewell.Length)..];
            if (word.Contains(RunGuard.Farewell, StringComparison.Ordinal))
            {
                return null;
            }
        }
    }

#pragma warning disable CA1031 // Whatever keeps one output from being made safe must not keep the next ones.
    private static void MakeSafe(RigPartSettings output, RigContext context, List<string> failures)
    {
        try
        {
            output.MakeSafe!(context);
        }
        catch (Exception failure)
        {
            failures.Add($"; {output.Name}: {failure.Message}");
        }
    }
#pragma warning restore CA1031

    [LibraryImport("libc", EntryPoint = "setsid")]
    private static partial int StartSession();

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetDisposition(int signal, nint disposition);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}

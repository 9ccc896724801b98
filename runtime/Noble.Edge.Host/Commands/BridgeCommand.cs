using System.CommandLine;
using System.Globalization;
using Noble.Edge.FirmwareBridge;

namespace Noble.Edge.Host;

/// <summary><c>noble-edge bridge</c>: what a microcontroller's firmware is and does, and how it gets there. Nothing of it arms the outputs.</summary>
internal static class BridgeCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Alignment = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private static readonly Argument<string> Address = new("ADDRESS") { Description = "/dev/ttyACM0, /dev/ttyACM0@921600, unix:PATH or tcp:HOST:PORT" };
    private static readonly Argument<string?> Board = new("BOARD") { Description = string.Join(" or ", FlashHelp.Boards), Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<double?> Seconds = Arguments.Number("--seconds", "How long to watch; default until a signal", "S");

    internal static Command Create()
    {
        var info = new Command("info", "Say what the device is, how well its clock can be aligned, and what it has counted.") { Address };
        info.SetAction(parsed => Errors.Guard(() => Info(parsed.GetRequiredValue(Address), Console.Out)));
        var monitor = new Command("monitor", "Show the device's state, clock, inputs and log until a signal.") { Address, Seconds };
        monitor.SetAction(parsed => Errors.Guard(() => Monitor(parsed.GetRequiredValue(Address), parsed.GetValue(Seconds), Console.Out)));
        var flash = new Command("flash-help", "Say how the firmware gets onto a board.") { Board };
        flash.SetAction(parsed => Errors.Guard(() => Flash(parsed.GetValue(Board), Console.Out)));
        return new Command("bridge", "Look at a microcontroller that emits spikes; how to flash one.") { info, monitor, flash };
    }

    private static int Info(string address, TextWriter output)
    {
        using var connection = Open(address, 0, Warn);
        var device = Device(connection, address);
        WaitFor(Alignment, CancellationToken.None);
        var report = connection.Report();
        foreach (var line in BridgeText.Facts(device, report))
        {
            output.WriteLine(line);
        }

        output.WriteLine($"clock      {BridgeText.Clock(report.Clock, device)}");
        foreach (var (register, value) in report.DeviceCounters.Where(counter => counter.Value != 0).OrderBy(counter => counter.Key))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"counter    {register} {value}"));
        }

        output.Flush();
        return ExitCode.Done;
    }

    private static int Monitor(string address, double? seconds, TextWriter output)
    {
        if (seconds is not (null or (>= 0.1 and <= 1e6)))
        {
            throw new UserMistakeException(string.Create(CultureInfo.InvariantCulture, $"--seconds {seconds}: expected 0.1 to 1000000"));
        }

        using var signals = new StopSignals();
        var inputs = Inputs(address);
        using var connection = Open(address, inputs, line => Tell(output, line));
        var device = Device(connection, address);
        foreach (var line in BridgeText.Facts(device, connection.Report()))
        {
            output.WriteLine(line);
        }

        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var next = TimeSpan.Zero; seconds is null || watch.Elapsed.TotalSeconds < seconds;)
        {
            while (connection.TryReadInput(out var input))
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"input      {input.Kind.ToString().ToLowerInvariant()} {input.Channel} {input.Value} at tick {input.DeviceTicks}"));
            }

            if (watch.Elapsed >= next)
            {
                next += TimeSpan.FromSeconds(1);
                Glimpse(connection, output);
            }

            output.Flush();
            if (WaitFor(Glance, signals.Token))
            {
                break;
            }
        }

        return ExitCode.Done;
    }

    private static void Glimpse(BridgeConnection connection, TextWriter output)
    {
        var report = connection.Report();
        var clock = report.Device is { } device ? BridgeText.Clock(report.Clock, device) : "no device";
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"state      {report.State.ToString().ToLowerInvariant()} ({report.Reason}); device {report.DeviceState.ToString().ToLowerInvariant()}, {BridgeText.Cause(report.DeviceCause)}; frames damaged {report.Link.FramesDamaged}, lost {report.Link.FramesLost}"));
        output.WriteLine($"clock      {clock}");
    }

    private static int Flash(string? board, TextWriter output)
    {
        if (board is not null && !FlashHelp.Boards.Contains(board))
        {
            throw new UserMistakeException($"board '{board}': expected {string.Join(" or ", FlashHelp.Boards)}");
        }

        foreach (var one in board is null ? FlashHelp.Boards : [board])
        {
            output.WriteLine(FlashHelp.Of(one));
        }

        output.Flush();
        return ExitCode.Done;
    }

    // How many inputs there are is known once the device has answered.
    private static uint Inputs(string address)
    {
        using var connection = Open(address, 0, Warn);
        var count = Device(connection, address).Inputs;
        return count >= 32 ? uint.MaxValue : (1u << count) - 1;
    }

    private static BridgeConnection Open(string address, uint inputs, Action<string> notice)
    {
        var options = new BridgeConnectionOptions { Address = address, Arms = false, InputEnableMask = inputs };
        var connection = new BridgeConnection(options, notice);
        connection.Start();
        return connection;
    }

    private static BridgeDeviceFacts Device(BridgeConnection connection, string address)
    {
        for (var watch = System.Diagnostics.Stopwatch.StartNew(); watch.Elapsed < Patience;)
        {
            if (connection.State is BridgeState.Safe or BridgeState.Emergency && connection.Device is { } device)
            {
                return device;
            }

            WaitFor(Glance, CancellationToken.None);
        }

        throw new UserMistakeException($"bridge at {address}: {connection.Report().Reason}, within {Patience.TotalSeconds:0} s");
    }

    private static bool WaitFor(TimeSpan time, CancellationToken stop) => stop.WaitHandle.WaitOne(time);

    private static void Warn(string notice)
    {
        if (!BridgeText.IsNote(notice))
        {
            Errors.Warn(notice);
        }
    }

    // From the connection's thread.
    private static void Tell(TextWriter output, string notice)
    {
        lock (output)
        {
            output.WriteLine($"log        {notice}");
        }
    }
}

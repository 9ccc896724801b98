using System.CommandLine;

namespace Noble.Edge.Host;

/// <summary><c>noble-edge watch</c>: decodes and prints a live stream.</summary>
internal static class WatchCommand
{
    private static readonly Option<string> Broker = Arguments.Text("--broker", "MQTT broker", "HOST:PORT");
    private static readonly Option<string> Rig = Arguments.Text("--rig", "One rig's stream; default every rig of the broker", "RIG");
    private static readonly Option<int?> Count = Arguments.Whole("--count", "End after N spikes; default never");
    private static readonly Option<string> Hex = Arguments.Text("--hex", "Decode batches from a file (or -) instead, a line of hexadecimal digits each", "FILE");

    internal static Command Create()
    {
        var command = new Command("watch", "Print a live stream, a line 'time_ms neuron' for each spike.") { Broker, Rig, Count, Hex };
        command.SetAction(parsed => Errors.Guard(() => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var count = parsed.GetValue(Count) ?? int.MaxValue;
        if (count < 1)
        {
            throw new UserMistakeException($"count {count}: expected 1 or more spikes");
        }

        using var output = StandardOutput.Open();
        var printer = new SpikePrinter(output, Console.Error, parsed.GetValue(Count) is null ? long.MaxValue : count);
        if (parsed.GetValue(Hex) is { } file)
        {
            using var input = file == "-" ? Console.In : new StreamReader(file);
            HexReader.Read(input, file == "-" ? "standard input" : file, printer);
            return printer.Damaged == 0 ? ExitCode.Done : throw new FailedException($"{printer.Damaged} lines are no batches of spikes");
        }

        var broker = BrokerAddress.Parse(parsed.GetValue(Broker) ?? throw new UserMistakeException("no broker given, expected --broker HOST:PORT"));
        if (broker.IsEmbedded)
        {
            throw new UserMistakeException("broker 'embedded': watch needs the address of a broker that runs, expected HOST:PORT");
        }

        using var signals = new StopSignals();
        using var watch = new LiveWatch(broker, parsed.GetValue(Rig) is { } rig ? new Noble.Edge.Rig.StreamTopics(rig).Rig : "+", printer);
        watch.Run(signals.Token);
        return ExitCode.Done;
    }
}

using System.CommandLine;
using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary><c>noble-edge command</c>: tells a running rig what to do.</summary>
internal static class CommandCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly Argument<string> What = new("COMMAND") { Description = "emergency-stop, trigger, pause, resume, target, heartbeat or stop" };
    private static readonly Option<string> Broker = Arguments.Text("--broker", "MQTT broker of the rig", "HOST:PORT", required: true);
    private static readonly Option<string> Rig = Arguments.Text("--rig", "Name of the rig; default bench", "RIG");
    private static readonly Option<double?> Value = Arguments.Number("--value", "Number of the trigger, or the target in its controller's unit", "X");

    internal static Command Create()
    {
        var command = new Command("command", "Tell a running rig to stop, pause, resume, answer a trigger or hold another target.") { What, Broker, Rig, Value };
        command.SetAction(parsed => Errors.Guard(() => Run(
            parsed.GetRequiredValue(What), parsed.GetRequiredValue(Broker), parsed.GetValue(Rig) ?? "bench", parsed.GetValue(Value))));
        return command;
    }

    private static int Run(string what, string address, string rig, double? value)
    {
        var broker = BrokerAddress.Parse(address);
        if (broker.IsEmbedded)
        {
            throw new UserMistakeException("broker 'embedded': command needs the address of a broker that runs, expected HOST:PORT");
        }

        using var commander = new MqttCommander(MqttConnectionOptions.To(broker.Host, broker.Port), new StreamTopics(rig), MonotonicClock.Instance);
        commander.Open();
        switch (commander.Send(what, value, Patience))
        {
            case null:
                throw new FailedException($"no rig '{rig}' answered on {address} within {Patience.TotalSeconds:0} s: is one running there, with ports, controllers or a recording in its configuration?");
            case (false, var reason):
                throw new UserMistakeException($"rig '{rig}' refused: {reason}");
            default:
                Console.Out.WriteLine($"{what}: accepted by rig '{rig}'");
                return ExitCode.Done;
        }
    }
}

using System.CommandLine;
using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary><c>noble-edge command</c>: tells a running rig what to do.</summary>
internal static class CommandCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly Argument<string> What = new("COMMAND") { Description = "emergency-stop, trigger, pause, resume, target, heartbeat or stop; of a circuit: holding, conductance, background-excitatory or background-inhibitory" };
    private static readonly Option<string> Broker = Arguments.Text("--broker", "MQTT broker of the rig", "HOST:PORT", required: true);
    private static readonly Option<string> Rig = Arguments.Text("--rig", "Name of the rig; default bench", "RIG");
    private static readonly Option<double?> Value = Arguments.Number("--value", "Number of the trigger, the target in its controller's unit, a holding current [nA], a conductance [nS]", "X");
    private static readonly Option<int?> Cell = Arguments.Whole("--cell", "Cell of the circuit, as in its configuration: a neuron from 0, or -1 for the first of the preparation");
    private static readonly Option<string> Connection = Arguments.Text("--connection", "Connection of the circuit, by its name or its place: 'synapses[0]', 'electrical[0]'", "NAME");

    internal static Command Create()
    {
        var command = new Command("command", "Tell a running rig to stop, pause, resume, answer a trigger, hold another target or change its circuit.") { What, Broker, Rig, Value, Cell, Connection };
        command.SetAction(parsed => Errors.Guard(() => Run(
            new Asked(parsed.GetRequiredValue(What), parsed.GetValue(Value), parsed.GetValue(Cell), parsed.GetValue(Connection)), parsed.GetRequiredValue(Broker), parsed.GetValue(Rig) ?? "bench")));
        return command;
    }

    private static int Run(Asked asked, string address, string rig)
    {
        var broker = BrokerAddress.Parse(address);
        if (broker.IsEmbedded)
        {
            throw new UserMistakeException("broker 'embedded': command needs the address of a broker that runs, expected HOST:PORT");
        }

        using var commander = new MqttCommander(MqttConnectionOptions.To(broker.Host, broker.Port), new StreamTopics(rig), MonotonicClock.Instance);
        commander.Open();
        switch (commander.Send(asked.What, asked.Value, Patience, asked.Cell, asked.Connection))
        {
            case null:
                throw new FailedException($"no rig '{rig}' answered on {address} within {Patience.TotalSeconds:0} s: is one running there, with ports, controllers or a recording in its configuration?");
            case (false, var reason):
                throw new UserMistakeException($"rig '{rig}' refused: {reason}");
            default:
                Console.Out.WriteLine($"{asked.What}: accepted by rig '{rig}'");
                return ExitCode.Done;
        }
    }

    private sealed record Asked(string What, double? Value, int? Cell, string? Connection);
}

using System.CommandLine;
using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary><c>noble-edge node</c>: renders for other machines' experiments.</summary>
internal static class NodeCommand
{
    private static readonly Option<string> Model = Arguments.Text("--model", "Model folder; default the one that comes with the program", "DIR");
    private static readonly Option<string> Broker = Arguments.Text("--broker", "MQTT broker with shared subscriptions, such as Mosquitto", "HOST:PORT", required: true);
    private static readonly Option<string> Rig = Arguments.Text("--rig", "Name of the rig; default bench", "RIG");
    private static readonly Option<int?> Threads = Arguments.Whole("--threads", "Rendering threads; default 0, one for each processor");
    private static readonly EngineOptions Engine = new();

    internal static Command Create()
    {
        var command = new Command("node", "Render parts of populations for the rigs of a broker that are run with --nodes.") { Model, Broker, Rig, Threads };
        Engine.AddTo(command);
        command.SetAction(parsed => Errors.Guard(() => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var broker = BrokerAddress.Parse(parsed.GetRequiredValue(Broker));
        if (broker.IsEmbedded)
        {
            throw new UserMistakeException("broker 'embedded': nodes meet at a broker of their own, expected HOST:PORT");
        }

        var settings = new RunSettings { Model = parsed.GetValue(Model), Threads = parsed.GetValue(Threads) ?? 0, Engine = Engine.Apply(parsed, new EngineSettings()) };
        settings.Engine.Check();
        using var signals = new StopSignals();
        var model = ShippedModel.Load(settings.Model);
        using var engine = Engines.Create(settings.Engine, model, settings.Threads, Errors.Warn);
        var options = new RenderServiceOptions
        {
            Connection = MqttConnectionOptions.To(broker.Host, broker.Port),
            Topics = new StreamTopics(parsed.GetValue(Rig) ?? "bench"),
            Node = Environment.MachineName,
        };
        using var service = new RenderService(options, new PopulationRequestRenderer(model, engine, settings), MonotonicClock.Instance);
        service.Open();
        Console.Error.WriteLine($"rendering {model.Manifest.Name} for rig '{options.Topics.Rig}' at {broker.Host}:{broker.Port}");
        signals.Token.WaitHandle.WaitOne();
        Console.Out.WriteLine($"{service.Rendered} requests rendered, {service.Refused} refused, {service.Unanswered} not answered whole");
        return ExitCode.Done;
    }
}

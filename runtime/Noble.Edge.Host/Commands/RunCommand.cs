using System.CommandLine;
using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary><c>noble-edge run</c>: streams a population.</summary>
internal static class RunCommand
{
    private static readonly Argument<string?> ConfigurationFile = new("CONFIG.json")
    {
        Description = "Configuration file; options override it",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string> Model = Arguments.Text("--model", "Model folder; default the one that comes with the program", "DIR");
    private static readonly Option<string> Operator = Arguments.Text("--operator", "window: whole trials of a step current (default); streaming: any current, tick by tick", "window|streaming");
    private static readonly Option<double?> Tick = Arguments.Number("--tick", "Time between the streaming operator's ticks in milliseconds, 0.1 (default) to 1", "MS");
    private static readonly Option<string> Draw = Arguments.Text("--draw", "Spikes of the streaming operator: median (default), or random, drawn with the seed", "median|random");
    private static readonly Option<string> Stimulus = Arguments.Text("--stimulus", "Current for the streaming operator, [sample] or [neuron, sample] at its step, nA; in place of the configuration's", "FILE.npy");
    private static readonly Option<int?> Neurons = Arguments.Whole("--neurons", "Neurons in the population; default 64");
    private static readonly Option<string> Population = Arguments.Text("--population", "drawn: from the model's latent space (default); training: the first N training neurons themselves", "drawn|training");
    private static readonly Option<string> Latents = Arguments.Text("--latents", "CSV of latent points, a neuron a line, the feature names as header; instead of --neurons", "FILE.csv");
    private static readonly Option<string> Interpolate = Arguments.Text("--interpolate", "N neurons from training neuron A to B, by name or index, or through more (A:B:C:N); instead of --neurons", "A:B:N");
    private static readonly Option<string> Outside = Arguments.Text("--outside", "Neurons outside the latent space: warn (default), refuse (exit code 2) or allow", "refuse|warn|allow");
    private static readonly Option<ulong?> Seed = Arguments.Seed("--seed", "Seed of population and variability; default 1");
    private static readonly Option<double?> Variability = Arguments.Number("--variability", "Trial-to-trial variability, 0 (default: none) to 1", "X");
    private static readonly Option<double?> Current = Arguments.Number("--current", "Step current of each trial in nanoamperes; default half of the highest trained one", "NA");
    private static readonly Option<string> Duration = Arguments.Text("--duration", "Length of the experiment, as in 500ms, 10s, 5min, 1h, or forever; default 10s", "TIME");
    private static readonly Option<int?> Threads = Arguments.Whole("--threads", "Rendering threads; default 0, one for each processor");
    private static readonly EngineOptions Engine = new();
    private static readonly Option<string> Broker = Arguments.Text("--broker", "MQTT broker: embedded (default, port 1883 on loopback), embedded:PORT (0 for a free one) or HOST:PORT", "BROKER");
    private static readonly Option<string> Rig = Arguments.Text("--rig", "Name of the rig in the topics noble/RIG/...; default bench", "RIG");
    private static readonly Option<int?> GpioLines = Arguments.Whole("--gpio-lines", "Lines of the virtual GPIO bank, neuron n on line n; default one for each neuron, 0 for none");
    private static readonly Option<string> Spikes = Arguments.Text("--spikes", "Record every spike that is played in this CSV file", "FILE.csv");
    private static readonly Option<string> Summary = Arguments.Text("--summary", "Write the summary to this file as well, for scripts", "FILE.json");
    private static readonly Option<int?> AwaitSubscribers = Arguments.Whole("--await-subscribers", "Begin the experiment when N clients have subscribed to the spikes (embedded broker; 30 s at most)");
    private static readonly Option<bool> Nodes = Arguments.Flag("--nodes", "Have the population rendered by the nodes at the broker: noble-edge node");
    private static readonly Option<string> Page = Arguments.Text("--page", "Serve the live page, its stream and the metrics there; default 127.0.0.1:8800, or a free port where that is taken", "HOST:PORT|off");
    private static readonly Option<string> PageTokenFile = Arguments.Text("--page-token-file", "File of the token that a page has to know; needed for any address but this machine's own", "FILE");
    private static readonly Option<string> Log = Arguments.Text("--log", "Notices, warnings and errors on standard error: text (default), or json, a line each, the summary among them", "text|json");
    private static readonly Option<bool> Quiet = Arguments.Flag("--quiet", "No status line and no summary on standard output");

    internal static Command Create()
    {
        var command = new Command("run", "Stream a live population: render, detect, pace, publish.")
        {
            ConfigurationFile, Model, Operator, Tick, Draw, Stimulus, Neurons, Population, Latents, Interpolate, Outside, Seed, Variability, Current, Duration, Threads,
            Broker, Rig, GpioLines, Spikes, Summary, AwaitSubscribers, Nodes, Page, PageTokenFile, Log, Quiet,
        };
        Engine.AddTo(command);
        command.SetAction(parsed => Errors.Guard(() => Run(Settings(parsed))));
        return command;
    }

    internal static RunSettings Settings(ParseResult parsed)
    {
        var settings = new RunSettings();
        if (parsed.GetValue(ConfigurationFile) is { } path)
        {
            settings = RunConfigurationFile.Apply(path, settings);
        }

        settings = RunEnvironment.Apply(settings);

        // What says which neurons there are on the command line takes the place of what says it in the file.
        settings = settings.WithoutNeurons(
            byPoints: parsed.GetValue(Latents) is not null || parsed.GetValue(Interpolate) is not null,
            byNumber: parsed.GetValue(Neurons) is not null || parsed.GetValue(Population) is not null);
        settings = settings with
        {
            Model = parsed.GetValue(Model) ?? settings.Model,
            Operator = parsed.GetValue(Operator) is { } operation ? Operators.Parse(operation) : settings.Operator,
            TickSaid = parsed.GetValue(Tick) is { } tick ? Operators.ParseTick(tick) : settings.TickSaid,
            Draw = parsed.GetValue(Draw) is { } draw ? Operators.ParseDraw(draw) : settings.Draw,
            LiveRig = parsed.GetValue(Stimulus) is { } stimulus ? settings.LiveRig.WithStimulus(StimulusSettings.OfFile(stimulus)) : settings.LiveRig,
            Neurons = parsed.GetValue(Neurons) ?? settings.Neurons,
            Population = parsed.GetValue(Population) is { } source ? PopulationSources.Parse(source) : settings.Population,
            Latents = parsed.GetValue(Latents) ?? settings.Latents,
            Interpolate = parsed.GetValue(Interpolate) is { } way ? InterpolationPath.Parse(way) : settings.Interpolate,
            Outside = parsed.GetValue(Outside) is { } policy ? OutsideNeurons.Parse(policy) : settings.Outside,
            Seed = parsed.GetValue(Seed) ?? settings.Seed,
            Variability = parsed.GetValue(Variability) ?? settings.Variability,
            CurrentNanoamperes = parsed.GetValue(Current) ?? settings.CurrentNanoamperes,
            Duration = parsed.GetValue(Duration) is { } duration ? Durations.Parse(duration) : settings.Duration,
            Threads = parsed.GetValue(Threads) ?? settings.Threads,
            Engine = Engine.Apply(parsed, settings.Engine),
            Broker = parsed.GetValue(Broker) is { } broker ? BrokerAddress.Parse(broker) : settings.Broker,
            Topics = parsed.GetValue(Rig) is { } rig ? new StreamTopics(rig) : settings.Topics,
            GpioLines = parsed.GetValue(GpioLines) ?? settings.GpioLines,
            Spikes = parsed.GetValue(Spikes) ?? settings.Spikes,
            Summary = parsed.GetValue(Summary) ?? settings.Summary,
            AwaitSubscribers = parsed.GetValue(AwaitSubscribers) ?? settings.AwaitSubscribers,
            Nodes = parsed.GetValue(Nodes) || settings.Nodes,
            Page = parsed.GetValue(Page) is { } page ? PageAddress.Parse(page) : settings.Page,
            PageTokenFile = parsed.GetValue(PageTokenFile) ?? settings.PageTokenFile,
            Log = parsed.GetValue(Log) is { } log ? LogFormats.Parse(log) : settings.Log,
            Quiet = parsed.GetValue(Quiet) || settings.Quiet,
        };
        RunChecks.Check(settings);
        return settings;
    }

    private static int Run(RunSettings settings)
    {
        StandardError.Format = settings.Log;
        using var signals = new StopSignals();
        using var run = new LiveRun(settings);
        var (summary, failure) = run.Run(new RunNotices(settings.Quiet), signals.Token, signals.Emergency);
        if (!settings.Quiet && settings.Log == LogFormat.Text)
        {
            Console.Out.Write(SummaryText.Format(summary));
            Console.Out.Flush();
        }

        if (failure is not null)
        {
            throw new FailedException(failure.Message, failure);
        }

        if (summary is { Loop: { } loop, Ended: "emergency stop" or "watchdog" })
        {
            throw new FailedException($"every output is in its safe state: {loop.SafeState}");
        }

        if (summary is { Loop: null, Ended: "emergency stop" })
        {
            throw new FailedException("emergency stop: the run was ended before its time");
        }

        return summary.Dropped == 0
            ? ExitCode.Done
            : throw new FailedException($"{summary.Dropped} spikes were dropped: {string.Join(", ", summary.DroppedByPort.Where(port => port.Value > 0).Select(port => $"{port.Key} {port.Value}"))}");
    }
}

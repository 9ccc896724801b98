using System.CommandLine;
using Noble.Edge.Operator;
using Noble.Edge.Rig;
using Noble.Edge.Spikes;

namespace Noble.Edge.Host;

/// <summary><c>noble-edge replay</c>: an experiment again, from its recording.</summary>
internal static class ReplayCommand
{
    private static readonly Argument<string> Recording = new("FILE") { Description = "Recording NAME.nobl; the files that continue it are read as well" };
    private static readonly Option<string> Model = Arguments.Text("--model", "Model folder; default where the recording says it was", "DIR");
    private static readonly Option<string> Spikes = Arguments.Text("--spikes", "Write the population's spikes as they are rendered again as CSV: neuron,time_ms", "FILE.csv");

    internal static Command Create()
    {
        var command = new Command("replay", "Render and decide a recorded experiment again, and compare it with the recording, bit for bit.") { Recording, Model, Spikes };
        command.SetAction(parsed => Errors.Guard(() => Run(parsed.GetRequiredValue(Recording), parsed.GetValue(Model), parsed.GetValue(Spikes))));
        return command;
    }

    private static int Run(string path, string? folder, string? spikes)
    {
        using var reader = RigLogReader.Open(path);
        var changes = new List<(long Trial, double Nanoamperes)>();

        // Read to its end, so that what is damaged or missing is known.
        while (reader.TryRead(out var record))
        {
            if (record is { Kind: RigRecordKind.Input, Detail: (byte)InputKind.Current })
            {
                changes.Add((record.Channel, record.Value));
            }
        }

        var recorded = reader.Configuration ?? throw new UserMistakeException($"{path}: its configuration is damaged, and without it nothing can be made again");
        LogText.Warn(reader);
        var settings = RecordedConfiguration.Settings(path, recorded);
        var model = ModelBundle.Load(folder ?? settings.Model!);
        if (model.Hash != recorded.ModelHash)
        {
            throw new UserMistakeException($"model '{model.Manifest.Name}' has the hash {model.Hash[..16]}, expected that of the recording, {recorded.ModelHash[..16]} of '{recorded.Model}': --model DIR names another folder");
        }

        if (settings.Operator == OperatorKind.Streaming)
        {
            return RunStreaming(path, settings, model, spikes, reader);
        }

        using var signals = new StopSignals();
        using var engine = Engines.Create(settings.Engine, model, settings.Threads, Errors.Warn);
        var population = PopulationSources.Create(settings, model, _ => { });
        using var renderer = new PopulationRenderer(model, population, settings.Rendering(engine), engine);
        var windows = new PopulationWindowRenderer(renderer, population.Count);
        if (renderer.EngineDescription != recorded.Engine)
        {
            Errors.Warn($"recorded with {recorded.Engine}, replayed with {renderer.EngineDescription}: bits can differ");
        }

        var responses = settings.LiveRig.Responses.Select(response => ResponseRenderer.Render(response.Name, windows, response.Nanoamperes, response.Duration, settings.Detector)).ToArray();
        var options = new StreamerOptions { Duration = settings.Duration, Detector = settings.Detector };
        using var csv = spikes is null ? null : new StreamWriter(spikes);
        csv?.WriteLine("neuron,time_ms");
        var stream = Written(SpikesAgain.Render(windows, new SteppedCurrent(settings.CurrentNanoamperes!.Value, changes), options), csv);
        var result = LoopReplay.Run(RigLogReader.Records(path), recorder => Loop(settings.LiveRig, responses, recorder, population: null), stream, signals.Token);
        return Say(result, reader);
    }

    // Each pass has neurons of its own, at rest. Every engine of the streaming operator gives the same bits.
    private static int RunStreaming(string path, RunSettings settings, ModelBundle model, string? spikes, RigLogReader reader)
    {
        using var signals = new StopSignals();
        var neurons = PopulationSources.Create(settings, model, _ => { });
        var parts = new List<StreamingPart>();
        try
        {
            var options = new TickOptions { Duration = settings.Duration, LongestBehind = TimeSpan.MaxValue };
            var responses = Responses(settings, model, neurons);
            ClosedLoop Build(IRigRecorder? recorder, Func<SpikeEvent, bool> take)
            {
                var part = new StreamingPart(settings, model, neurons, new ManualClock(), options);
                parts.Add(part);
                part.Population.Connect(take);
                return Loop(settings.LiveRig with { Loop = settings.LiveRig.Loop with { Tick = settings.Tick } }, responses, recorder, part.Population);
            }

            var end = RigLogReader.Records(path).Aggregate(0L, (last, record) => Math.Max(last, record.TimeNanoseconds));
            using var csv = spikes is null ? null : new StreamWriter(spikes);
            csv?.WriteLine("neuron,time_ms");
            var stream = Written(TickedSpikesAgain.Make(RigLogReader.Records(path), take => Build(null, take), end), csv);
            var result = LoopReplay.Run(RigLogReader.Records(path), recorder => Build(recorder, _ => true), stream, signals.Token);
            return Say(result, reader);
        }
        finally
        {
            parts.ForEach(part => part.Dispose());
        }
    }

    private static SpikeResponse[] Responses(RunSettings settings, ModelBundle model, Population neurons)
    {
        if (settings.LiveRig.Responses.Count == 0)
        {
            return [];
        }

        using var source = new WindowSource(settings, model, neurons, 0, new ManualClock(), openNodes: null);
        return [.. settings.LiveRig.Responses.Select(response => ResponseRenderer.Render(response.Name, source.Windows, response.Nanoamperes, response.Duration, settings.Detector))];
    }

    private static ClosedLoop Loop(RigSettings rig, SpikeResponse[] responses, IRigRecorder? recorder, ITickedPopulation? population) => new(
        rig.Loop,
        rig.Limits,
        [],
        [.. rig.Ports.Where(port => port.StimulusChannels > 0).Select(port => new ReplayStimulusPort(port.Name, port.StimulusChannels))],
        [.. rig.Controllers.Select(make => make())],
        responses,
        recorder,
        new ManualClock(),
        population);

    private static IEnumerable<SpikeEvent> Written(IEnumerable<SpikeEvent> spikes, StreamWriter? csv)
    {
        foreach (var spike in spikes)
        {
            csv?.WriteLine(FormattableString.Invariant($"{spike.Neuron},{spike.TimeNanoseconds * 1e-6}"));
            yield return spike;
        }
    }

    private static int Say(ReplayResult result, RigLogReader reader)
    {
        Console.Out.WriteLine($"replayed  {result.Inputs} events in, {result.Compared} records of the loop and {result.PopulationSpikes} spikes of the population compared{(reader.Lost > 0 ? $"; {reader.Lost} records had been lost" : "")}");
        if (result.Difference is not { } difference)
        {
            Console.Out.WriteLine("identical bit for bit");
            return ExitCode.Done;
        }

        Console.Out.WriteLine(FormattableString.Invariant($"different at {difference.TimeNanoseconds * 1e-6:0.000000} ms: {difference.What}"));
        Console.Out.WriteLine($"recorded  {(difference.Recorded is { } was ? RigRecordText.Describe(was) : "nothing")}");
        Console.Out.WriteLine($"replayed  {(difference.Replayed is { } now ? RigRecordText.Describe(now) : "nothing")}");
        return ExitCode.Failed;
    }
}

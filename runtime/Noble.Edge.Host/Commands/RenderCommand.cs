using System.CommandLine;
using Noble.Edge.Operator;
using Noble.Edge.Pictures;
using Noble.Edge.Spikes;

namespace Noble.Edge.Host;

/// <summary><c>noble-edge render</c>: a population as arrays: one trial of a step, or any input through the streaming operator.</summary>
internal static class RenderCommand
{
    private static readonly Option<string> Model = Arguments.Text("--model", "Model folder", "DIR", required: true);
    private static readonly Option<double?> Current = Arguments.Number("--current", "Step current in nanoamperes; required but for --operator streaming", "NA");
    private static readonly Option<int?> Neurons = Arguments.Whole("--neurons", "Neurons; required unless --latents or --interpolate gives them");
    private static readonly Option<string> Population = Arguments.Text("--population", "drawn: from the model's latent space (default); training: the first N training neurons themselves", "drawn|training");
    private static readonly Option<ulong?> Seed = Arguments.Seed("--seed", "Seed of population, variability and drawn spikes; default 1");
    private static readonly Option<double?> Variability = Arguments.Number("--variability", "Trial-to-trial variability, 0 (default: none) to 1", "X");
    private static readonly Option<int?> Trial = Arguments.Whole("--trial", "Which trial of the variability; default 0");
    private static readonly Option<string> Latents = Arguments.Text("--latents", "CSV of latent points, a neuron a line, the feature names as header", "FILE.csv");
    private static readonly Option<string> Interpolate = Arguments.Text("--interpolate", "N neurons from training neuron A to B, by name or index, or through more (A:B:C:N)", "A:B:N");
    private static readonly Option<string> Outside = Arguments.Text("--outside", "Neurons outside the latent space: warn (default), refuse (exit code 2) or allow", "refuse|warn|allow");
    private static readonly Option<int?> Threads = Arguments.Whole("--threads", "Rendering threads; default 0, one for each processor; streaming: default 1");
    private static readonly EngineOptions Engine = new();
    private static readonly StreamingRenderOptions Streaming = new();
    private static readonly Option<string> Out = Arguments.Text("--out", "Voltage, [neuron, sample], float32, mV; streaming: at the end of each sample of the input", "V.npy", required: true);
    private static readonly Option<string> Spikes = Arguments.Text("--spikes", "Spikes as CSV, neuron,time_ms", "S.csv");
    private static readonly Option<string> Plot = Arguments.Text("--plot", "A picture: voltage of the first six neurons, spikes of all; streaming: and the current into the first", "F.png|F.svg");

    internal static Command Create()
    {
        var command = new Command("render", "Render a population to a file: one trial of a step current, or any input through the streaming operator.")
        {
            Model, Current, Neurons, Population, Seed, Variability, Trial, Latents, Interpolate, Outside, Threads, Out, Spikes, Plot,
        };
        Streaming.AddTo(command);
        Engine.AddTo(command);
        command.SetAction(parsed => Errors.Guard(() => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var isStreaming = Streaming.IsStreaming(parsed, [Current, Variability, Trial]);
        if (!isStreaming && parsed.GetValue(Current) is null)
        {
            throw new UserMistakeException("no current given, expected --current NA, or --operator streaming with --stimulus I.npy");
        }

        // The settings of a run hold the ranges.
        var settings = new RunSettings
        {
            Neurons = parsed.GetValue(Neurons),
            Seed = parsed.GetValue(Seed) ?? 1,
            Variability = parsed.GetValue(Variability) ?? 0,
            Threads = parsed.GetValue(Threads) ?? 0,
            Population = parsed.GetValue(Population) is { } source ? PopulationSources.Parse(source) : null,
            Latents = parsed.GetValue(Latents),
            Interpolate = parsed.GetValue(Interpolate) is { } way ? InterpolationPath.Parse(way) : null,
            Outside = parsed.GetValue(Outside) is { } policy ? OutsideNeurons.Parse(policy) : OutsidePolicy.Warn,
        };
        settings = settings with { Engine = Engine.Apply(parsed, settings.Engine) };
        settings.Engine.Check();
        PopulationSources.Check(settings);
        if (settings is { Neurons: null, Latents: null, Interpolate: null })
        {
            throw new UserMistakeException("no neurons given, expected --neurons N, --latents FILE.csv or --interpolate A:B:N");
        }

        var plot = parsed.GetValue(Plot);
        if (plot is not null && !PictureFile.IsPicture(plot))
        {
            throw new UserMistakeException($"--plot '{plot}': expected a name that ends in .png or .svg");
        }

        if (isStreaming)
        {
            var streaming = Streaming.Read(parsed, parsed.GetRequiredValue(Out), parsed.GetValue(Spikes), plot);
            StreamingRenderer.Run(parsed.GetRequiredValue(Model), settings, parsed.GetValue(Threads) ?? 1, streaming);
            return ExitCode.Done;
        }

        var trial = parsed.GetValue(Trial) ?? 0;
        if (trial < 0)
        {
            throw new UserMistakeException($"trial {trial}: expected 0 or more");
        }

        var model = ModelBundle.Load(parsed.GetRequiredValue(Model));
        var population = PopulationSources.Create(settings, model, Errors.Warn);
        using var engine = Engines.Create(settings.Engine, model, settings.Threads, Errors.Warn);
        using var renderer = new PopulationRenderer(model, population, settings.Rendering(engine), engine);
        var nanoamperes = parsed.GetValue(Current)!.Value;
        var voltages = renderer.Render(trial, nanoamperes);
        NpyFile.Write(parsed.GetRequiredValue(Out), voltages, population.Count, renderer.SamplesPerTrial);
        if ((parsed.GetValue(Spikes) ?? plot) is null)
        {
            return ExitCode.Done;
        }

        var timeline = Detect(voltages, population.Count, renderer.SamplesPerTrial, renderer.SampleIntervalMilliseconds * 1e6);
        if (parsed.GetValue(Spikes) is { } path)
        {
            WriteSpikes(path, timeline);
        }

        if (plot is not null)
        {
            TrialPicture.Write(plot, model, population, nanoamperes, voltages, timeline);
        }

        return ExitCode.Done;
    }

    private static SpikeTimeline Detect(ReadOnlySpan<float> voltages, int neurons, int samples, double intervalNanoseconds)
    {
        var detector = new SpikeDetector(neurons, SpikeDetectorOptions.Default);
        var timeline = new SpikeTimeline(detector.MaximumSpikes(samples, intervalNanoseconds));
        timeline.Begin(0);
        detector.Detect(voltages, samples, 0, intervalNanoseconds, timeline);
        timeline.Sort();
        return timeline;
    }

    private static void WriteSpikes(string path, SpikeTimeline timeline)
    {
        using var file = File.Create(path);
        var writer = new SpikeCsvWriter(file);
        for (var i = 0; i < timeline.Count; i++)
        {
            writer.Write(timeline[i]);
        }

        writer.Flush();
    }
}

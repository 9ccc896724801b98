using System.CommandLine;
using Noble.Edge.Neurons;
using Noble.Edge.Operator;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary><c>noble-train evaluate</c>: a model against the solver, on what it never saw.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var defaults = new EvaluationOptions();
        var folder = new Option<string>("--model") { Description = "The model folder", Required = true };
        var data = new Option<string>("--data") { Description = "A data set on the model's grid", Required = true };
        var report = new Option<string?>("--report") { Description = "Folder for report.html, report.json, voltage.png and frequency-current.png" };
        var json = new Option<string?>("--json") { Description = "File for every number of the report" };
        var ablation = new Option<string[]>("--ablation") { Description = "NAME=DIR: another model, measured on the same test traces; may be given several times" };
        var ensemble = new Option<int>("--ensemble") { Description = "Neurons that the report draws from the latent space", DefaultValueFactory = _ => defaults.EnsembleNeurons };
        var seed = new Option<ulong>("--seed") { Description = "Seed of that draw", DefaultValueFactory = _ => defaults.Seed };
        var recording = new Option<string?>("--recording") { Description = "An .abf or text file, as 'noble-train features' reads them: its features beside the ensemble's" };
        var start = new Option<double?>("--stim-start") { Description = "When the recording's stimulus starts, ms; .abf files say it themselves" };
        var end = new Option<double?>("--stim-end") { Description = "When it ends, ms" };
        var currents = new Option<string?>("--currents") { Description = "Its current in nA, one for all sweeps or one for each; .abf files say it themselves" };
        var step = new Option<double?>("--dt") { Description = "Step between the recording's samples, ms, of a file that does not say it" };
        var channel = new Option<string?>("--channel") { Description = "Which channel of an .abf file, by name or number from 0" };
        var threads = new Option<int>("--threads") { Description = "Threads; 0 for one a core", DefaultValueFactory = _ => defaults.Threads };
        var command = new Command(
            "evaluate",
            """
            Compares a model with the solver on currents and neurons that were kept out of training, by zone of the F-I curve:
            relative L2, spike counts and times, coincidence, spike-train distances, every feature. Uses the runtime's own engine
            and spike detector. With --report it writes one page that opens from disk, with F-I curves, voltages, the worst
            traces, the latent space and an ensemble drawn from it, all beside the published figures.

            Examples:
              noble-train evaluate --model fast-spiking.noble --data data/fast-spiking
              noble-train evaluate --model fast-spiking.noble --data data/fast-spiking --report report
              noble-train evaluate --model full.noble --data data/cell --report report --ablation "no embedding=none.noble" --recording cell-7.abf
            """)
        { folder, data, report, json, ablation, ensemble, seed, recording, start, end, currents, step, channel, threads };
        command.SetAction(parsed =>
        {
            var options = new EvaluationOptions
            {
                Threads = parsed.GetValue(threads) is var count and >= 0 and <= 1024 ? count : throw new UserException($"{threads.Name} {parsed.GetValue(threads)}: expected 0 (one a core) to 1024"),
                EnsembleNeurons = parsed.GetValue(ensemble) is var neurons and >= 1 and <= 100_000 ? neurons : throw new UserException($"{ensemble.Name} {parsed.GetValue(ensemble)}: expected 1 to 100000 neurons"),
                Seed = parsed.GetValue(seed),
                Ablations = [.. (parsed.GetValue(ablation) ?? []).Select(Ablation)],
                Recording = parsed.GetValue(recording) is { } file
                    ? Recording(file, FeaturesCommand.Interval(parsed.GetValue(start), parsed.GetValue(end)), parsed.GetValue(currents) is { } text ? FeaturesCommand.Numbers(currents, text) : [], parsed.GetValue(step), parsed.GetValue(channel))
                    : null,
            };
            var (target, numbers) = (parsed.GetValue(report), parsed.GetValue(json));
            var model = ModelBundle.Load(parsed.GetValue(folder)!);
            var traces = RandomWindows.Cut(DataSet.Load(parsed.GetValue(data)!), model.Manifest.Grid);
            if (target is null && numbers is null)
            {
                if (options.Recording is not null || options.Ablations.Count > 0)
                {
                    throw new UserException($"{recording.Name} and {ablation.Name} are shown in a report: give {report.Name} DIR or {json.Name} FILE");
                }

                Print(Measure(model, traces, options.Threads));
                return;
            }

            var run = EvaluationRun.Measure(model, traces, parsed.GetValue(data)!, options);
            Print([.. run.Report.Groups.Select(group => group.Figures)]);
            if (numbers is not null)
            {
                run.Report.Save(numbers);
                Console.WriteLine($"every number in {numbers}");
            }

            if (target is not null)
            {
                run.Write(target);
                Console.WriteLine($"report in {Path.Combine(target, "report.html")}");
            }
        });
        return command;
    }

    /// <summary>The rows of a manifest.</summary>
    public static IReadOnlyList<AccuracyRow> Measure(ModelBundle model, DataSet traces, int threads = 0) =>
        ModelEvaluation.Run(model, traces, new Stage("test traces").Show, threads);

    private static void Print(IReadOnlyList<AccuracyRow> rows)
    {
        Console.Write(AccuracyText.Table(rows));
        Console.WriteLine();
        Console.Write(AccuracyText.Headline(HeadlineFigure.Of(rows)));
    }

    private static (string Name, ModelBundle Model) Ablation(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && equals < text.Length - 1
            ? (text[..equals], ModelBundle.Load(text[(equals + 1)..]))
            : throw new UserException($"--ablation '{text}': expected NAME=DIR, as in \"no embedding=none.noble\"");
    }

    private static FeatureReport Recording(string file, (double, double)? interval, IReadOnlyList<double> currents, double? step, string? channel)
    {
        var request = new FeatureRequest
        {
            Interval = interval,
            CurrentsNanoamperes = currents,
            Names = [.. EvaluatedFeatures.All.Select(feature => ElectrophysiologicalFeatures.Find(feature.Name))],

            // An experiment may fire without a stimulus, and its sweep is longer than the model's window: spikes of the step are what both have.
            Settings = new FeatureWindow { StepMilliseconds = 1, StimulusStartMilliseconds = 0, StimulusEndMilliseconds = 1, StrictStimulusInterval = true },
        };
        using var recording = RecordingFile.Open(file, step, channel);
        return FeatureReport.Of(recording, [.. Enumerable.Range(0, recording.SweepCount)], request);
    }
}

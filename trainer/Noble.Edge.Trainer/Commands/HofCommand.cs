using System.CommandLine;
using System.Diagnostics;
using Noble.Edge.Neurons;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary><c>noble-train hof</c>: a hall of fame of parameter sets whose features match targets.</summary>
internal static class HofCommand
{
    public static Command Create()
    {
        var defaults = new SearchOptions();
        var cell = new CellOptions();
        var targets = new Option<string>("--targets") { Description = "Targets: features by protocol, JSON; or a recording of current steps (.abf)", Required = true };
        var output = new Option<string>("--out") { Description = "Folder of the search", Required = true };
        var generations = new Option<int>("--generations") { Description = "Last generation", DefaultValueFactory = _ => 100 };
        var population = new Option<int>("--population") { Description = "Individuals, even; multiples of 8 are quickest", DefaultValueFactory = _ => defaults.Population };
        var seed = new Option<long>("--seed") { Description = "Seed of the search", DefaultValueFactory = _ => (long)defaults.Seed };
        var best = new Option<int>("--best") { Description = "Parameter sets in the hall of fame", DefaultValueFactory = _ => defaults.Best };
        var bounds = new Option<string?>("--bounds") { Description = "Bounds over those of the cell and of the targets file, JSON" };
        var within = new Option<double?>("--stop-within") { Description = "Stop once a set has every feature within this many spreads" };
        var resume = new Option<bool>("--resume") { Description = "Continue the search in --out" };
        var threads = new Option<int>("--threads") { Description = "Threads; 0 for one a core; the result is the same", DefaultValueFactory = _ => 0 };
        var command = new Command(
            "hof",
            """
            Searches for parameter sets of a cell whose features match targets, and keeps the best.

            Multi-objective evolutionary search (IBEA): one objective for each feature of each protocol, its distance from
            the target's mean in spreads. A cell without bounds is searched in the spread of its parameter sets. --out gets hof_00.json and on (best first), scores.csv, history.csv, search.json,
            and a checkpoint each generation; --resume continues from there with the same bits as if it had not stopped.

            Targets file (comments allowed; after_ms, settle_ms, solver_step_ms and bounds may be left out):
              { "protocols": [ { "name": "step 0.2", "current_nA": 0.2, "delay_ms": 15, "duration_ms": 400, "after_ms": 100,
                                 "features": { "Spikecount": { "mean": 40, "std": 2 }, "AP1_width": { "mean": 0.35, "std": 0.03 } } } ],
                "bounds": { "soma.NaF.gbar axon.NaF.gbar": [0.1, 0.4], "soma.Km.gbar": 5e-5 } }

            Examples:
              noble-train targets --cell fast-spiking --set fs-03 --currents=-0.05,0.2,0.3 --out T.json
              noble-train hof --cell fast-spiking --targets T.json --generations 60 --population 96 --seed 1 --out hof
              noble-train hof --cell fast-spiking --targets T.json --generations 200 --out hof --resume
              noble-train hof --swc CELL.swc --hof PUBLISHED --targets T.json --out hof
            """)
        { targets, output, generations, population, seed, best, bounds, within, resume, threads };
        cell.AddTo(command);
        command.SetAction(parsed =>
        {
            var options = defaults with
            {
                Population = parsed.GetValue(population) is >= 2 and var p && p % 2 == 0 ? p : throw new UserException($"--population {parsed.GetValue(population)}: expected an even number, 2 or more"),
                Seed = parsed.GetValue(seed) is >= 0 and var s ? (ulong)s : throw new UserException($"--seed {parsed.GetValue(seed)}: expected 0 or more"),
                Best = parsed.GetValue(best) is >= 1 and var b ? b : throw new UserException($"--best {parsed.GetValue(best)}: expected 1 or more"),
            };
            var last = parsed.GetValue(generations) is >= 0 and var g ? g : throw new UserException($"--generations {parsed.GetValue(generations)}: expected 0 or more");
            var count = parsed.GetValue(threads) is >= 0 and var t ? t : throw new UserException($"--threads {parsed.GetValue(threads)}: expected 0 or more");
            if (parsed.GetValue(within) is { } spreads && !(spreads > 0))
            {
                throw new UserException($"--stop-within {spreads}: expected over 0");
            }

            var (neurons, _, _) = cell.Read(parsed, isRequired: true);
            var file = Targets(parsed.GetValue(targets)!);
            var given = parsed.GetValue(bounds) is { } path ? SearchBoundsFile.Read(path).Over(file.Bounds) : file.Bounds;
            var space = SearchBounds.Of(neurons, given.Variables, given.Fixed);
            var folder = parsed.GetValue(output)!;
            var search = new HallOfFameSearch(space, file.Targets, options, folder, maxThreads: count);
            var about = $"{neurons.Cell.Name}: {space.Variables.Count} variables, {file.Targets.Objectives.Count} objectives, {file.Targets.Protocols.Count} protocols, population {options.Population}, seed {options.Seed}";
            return Search(about, search, file.Targets, folder, last, parsed.GetValue(resume), parsed.GetValue(within));
        });
        return command;
    }

    /// <summary>A targets file, or a recording with the usual features and spreads; `noble-train targets` offers a choice of them.</summary>
    private static SearchTargetsFile Targets(string path)
    {
        if (Directory.Exists(path) || Path.GetExtension(path).Equals(".abf", StringComparison.OrdinalIgnoreCase))
        {
            using var recording = RecordingFile.Open(path);
            return new SearchTargetsFile(SearchTargets.FromRecording(recording, null, null, TargetSpreadRule.Default), SearchBoundsFile.Empty);
        }

        return SearchTargetsFile.Read(path);
    }

    private static int Search(string about, HallOfFameSearch search, SearchTargets targets, string folder, int generations, bool resume, double? within)
    {
        using var interrupt = new Interrupt();
        var line = new ProgressLine();
        var watch = Stopwatch.StartNew();
        int? first = null;
        var state = search.Run(
            generations,
            resume,
            within,
            progress =>
            {
                if (first is null)
                {
                    first = progress.Generation;
                    Console.WriteLine(about);
                }

                line.Show(() => Describe(progress, generations, progress.Generation - first.Value, watch.Elapsed), progress.Generation == generations);
            },
            () => interrupt.IsRequested);
        var best = state.HallOfFame[0];
        Console.WriteLine($"generation {state.Generation}, {state.Evaluations} evaluations, {watch.Elapsed.TotalSeconds:f1} s; best sum {best.Sum():f2} spreads, its worst {best.Worst():f2} ({targets.Objectives[Array.IndexOf(best.Scores, best.Worst())]})");
        Console.WriteLine($"{state.HallOfFame.Count(i => i.Worst() <= 1)} of the best {state.HallOfFame.Count} have every feature within one spread; they are in {folder}");
        if (interrupt.IsRequested && state.Generation < generations)
        {
            Console.WriteLine($"stopped after generation {state.Generation} of {generations}; continue with --resume");
            return 1;
        }

        return 0;
    }

    private static string Describe(SearchProgress progress, int generations, int done, TimeSpan elapsed)
    {
        var left = done > 0 ? ProgressLine.Time(elapsed * ((generations - progress.Generation) / (double)done)) : "?";
        return $"hof {ProgressLine.Bar(progress.Generation / Math.Max(1.0, generations))} {progress.Generation}/{generations}, {progress.Evaluations} evaluations, best {progress.Best:f2} (worst feature {progress.Worst:f2}), median {progress.Median:f1}, {progress.Within} within, {ProgressLine.Time(elapsed)} ETA {left}";
    }
}

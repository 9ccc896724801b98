using System.CommandLine;
using System.Globalization;
using Noble.Edge.Neurons;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary><c>noble-train features</c>: electrophysiological features of a recording or a simulated trace.</summary>
internal static class FeaturesCommand
{
    /// <summary>A table of more sweeps is not read by anybody.</summary>
    private const int MostSweepsInTable = 64;

    public static Command Create()
    {
        var defaults = new FeatureWindow { StepMilliseconds = 1, StimulusStartMilliseconds = 0, StimulusEndMilliseconds = 1 };
        var file = new Argument<string?>("FILE") { Description = "An .abf file (Axon Binary Format 2), a text file, a .npy file, or a data-set folder", DefaultValueFactory = _ => null };
        var start = new Option<double?>("--stim-start") { Description = "When the stimulus starts, ms; .abf files and data sets say it themselves" };
        var end = new Option<double?>("--stim-end") { Description = "When the stimulus ends, ms" };
        var currents = new Option<string?>("--currents") { Description = "Current of the stimulus in nA, one for all sweeps or one for each, as in 0.1,0.2; .abf files and data sets say it themselves" };
        var step = new Option<double?>("--dt") { Description = "Step between samples, ms, of a .npy file or of a text file without times" };
        var channel = new Option<string?>("--channel") { Description = "Which channel of an .abf file, by name or number from 0; without it the first of a voltage" };
        var sweeps = new Option<string>("--sweep") { Description = "Which sweeps, from 0: all, or as in 3 or 0-4,7", DefaultValueFactory = _ => "all" };
        var names = new Option<string?>("--features") { Description = "Which features, as in spike_count,AP1_width; 'all' for every one" };
        var threshold = new Option<double>("--threshold") { Description = "A spike crosses this voltage, mV", DefaultValueFactory = _ => defaults.SpikeThresholdMillivolts };
        var interpolate = new Option<double>("--interpolate") { Description = "Grid on which features are taken, ms; 0 for the recording's own", DefaultValueFactory = _ => defaults.InterpolationStepMilliseconds };
        var strict = new Option<bool>("--strict") { Description = "Count only spikes that peak during the stimulus, for a cell that fires without one" };
        var json = new Option<bool>("--json") { Description = "Write JSON instead of a table: full precision, null for undefined" };
        var list = new Option<bool>("--list") { Description = "List the features with unit and meaning, and nothing else" };
        var command = new Command(
            "features",
            """
            Takes electrophysiological features, by eFEL's names and definitions, of each sweep of a recording, and of several
            sweeps the F-I curve. In an .abf file the stimulus is found in the waveform table; the features of a sweep look no
            further than to the next change of its command.

            Examples:
              noble-train features cell-7.abf
              noble-train features cell-7.abf --sweep 12 --features all
              noble-train features pacemaker.abf --strict
              noble-train features trace.csv --stim-start 700 --stim-end 2700 --json
              noble-train features voltage.npy --dt 0.02 --stim-start 15 --stim-end 415 --currents 0.1,0.2,0.3
              noble-train features data/fast-spiking --sweep 0-9 --features spike_count,AP1_width
              noble-train features --list
            """)
        { file, start, end, currents, step, channel, sweeps, names, threshold, interpolate, strict, json, list };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(list))
            {
                Console.Write(FeatureText.List());
                return;
            }

            var path = parsed.GetValue(file) ?? throw new UserException("features: no FILE, expected a recording (see noble-train features --help)");
            var request = new FeatureRequest
            {
                Interval = Interval(parsed.GetValue(start), parsed.GetValue(end)),
                CurrentsNanoamperes = parsed.GetValue(currents) is { } text ? Numbers(currents, text) : [],
                Names = Names(parsed.GetValue(names)),
                Settings = defaults with
                {
                    SpikeThresholdMillivolts = parsed.GetValue(threshold),
                    StrictStimulusInterval = parsed.GetValue(strict),
                    InterpolationStepMilliseconds = NotNegative(interpolate, parsed.GetValue(interpolate)),
                },
            };
            if (parsed.GetValue(step) is { } dt && !(dt > 0 && double.IsFinite(dt)))
            {
                throw new UserException($"{step.Name} {dt}: expected over 0 ms");
            }

            using var recording = RecordingFile.Open(path, parsed.GetValue(step), parsed.GetValue(channel));
            var chosen = Sweeps(recording, parsed.GetValue(sweeps)!);
            if (!parsed.GetValue(json) && chosen.Length > MostSweepsInTable)
            {
                throw new UserException($"'{path}' has {recording.SweepCount} sweeps: choose up to {MostSweepsInTable} with {sweeps.Name}, as in {sweeps.Name} 0-9, or all of them with {json.Name}");
            }

            var report = FeatureReport.Of(recording, chosen, request);
            Console.Write(parsed.GetValue(json) ? FeatureJson.Of(report) : FeatureText.Of(report));
        });
        return command;
    }

    internal static (double, double)? Interval(double? start, double? end) => (start, end) switch
    {
        (null, null) => null,
        ({ } from, { } to) when from >= 0 && to > from && double.IsFinite(to) => (from, to),
        ({ } from, { } to) => throw new UserException(string.Create(
            CultureInfo.InvariantCulture, $"--stim-start {from} --stim-end {to}: expected 0 ms or more, and the end after the start")),
        _ => throw new UserException("--stim-start and --stim-end: expected both or neither"),
    };

    private static FeatureDefinition[] Names(string? text) => text switch
    {
        null => [.. FeatureReport.DefaultNames.Select(ElectrophysiologicalFeatures.Find)],
        "all" => [.. ElectrophysiologicalFeatures.All],
        _ => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } names
            ? [.. names.Select(ElectrophysiologicalFeatures.Find).Distinct()]
            : throw new UserException("--features: expected names, as in spike_count,AP1_width"),
    };

    private static int[] Sweeps(Recording recording, string text)
    {
        if (text == "all")
        {
            return [.. Enumerable.Range(0, recording.SweepCount)];
        }

        var chosen = new List<int>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-');
            if (ends.Length > 2
                || !int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from)
                || !int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var to)
                || to < from)
            {
                throw new UserException($"--sweep '{text}': expected all, or numbers as in 3 or 0-4,7");
            }

            if (to >= recording.SweepCount)
            {
                throw new UserException($"--sweep {to}: '{recording.Path}' has {recording.SweepCount} sweeps, 0 to {recording.SweepCount - 1}");
            }

            chosen.AddRange(Enumerable.Range(from, to - from + 1));
        }

        return [.. chosen.Distinct()];
    }

    internal static double[] Numbers(Option option, string text) => [.. text.Split(',', StringSplitOptions.TrimEntries).Select(number =>
        double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw new UserException($"{option.Name} '{text}': expected numbers in nA, as in 0.1,0.2"))];

    private static double NotNegative(Option option, double value) => value >= 0 && double.IsFinite(value)
        ? value
        : throw new UserException(string.Create(CultureInfo.InvariantCulture, $"{option.Name} {value}: expected 0 ms or more"));
}

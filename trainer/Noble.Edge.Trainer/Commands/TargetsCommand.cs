using System.CommandLine;
using System.Globalization;
using Noble.Edge.Neurons;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary><c>noble-train targets</c>: a targets file for <c>noble-train hof</c> from a simulated neuron or a recording.</summary>
internal static class TargetsCommand
{
    public static Command Create()
    {
        var timing = StepProtocol.Default;
        var rule = TargetSpreadRule.Default;
        var cell = new CellOptions();
        var set = new Option<string?>("--set") { Description = "Name of the parameter set; the first if none" };
        var recording = new Option<string?>("--recording") { Description = "A recording (.abf or a data set) instead of a cell" };
        var currents = new Option<string?>("--currents") { Description = "Step currents, nA, with commas; write --currents=-0.05,0.2 where the first is negative. All of a recording if none" };
        var output = new Option<string>("--out") { Description = "The targets file", Required = true };
        var features = new Option<string?>("--features") { Description = "Features, with commas; the usual for responses with and without spikes if none" };
        var spread = new Option<double>("--spread") { Description = "Spread as a share of the mean; none for mV", DefaultValueFactory = _ => rule.Fraction };
        var floors = new Option<string[]>("--floor") { Description = "Least spread of a feature or unit, NAME=VALUE; may be repeated", DefaultValueFactory = _ => [] };
        var delay = new Option<double>("--delay") { Description = "Rest before the step, ms", DefaultValueFactory = _ => timing.RestBeforeMilliseconds };
        var duration = new Option<double>("--duration") { Description = "Length of the step, ms", DefaultValueFactory = _ => timing.StepMilliseconds };
        var after = new Option<double>("--after") { Description = "Rest after the step, ms", DefaultValueFactory = _ => timing.RestAfterMilliseconds };
        var settle = new Option<double>("--settle") { Description = "Time at zero current before, ms", DefaultValueFactory = _ => timing.SettleMilliseconds };
        var step = new Option<double>("--dt") { Description = "Solver step, ms", DefaultValueFactory = _ => timing.SolverStepMilliseconds };
        var command = new Command(
            "targets",
            """
            Writes targets for `noble-train hof` from current steps: simulated ones of a known neuron, or those of a recording.

            A feature's spread is its standard deviation over repeated sweeps, --spread of its mean (not for mV), or a floor
            (1 mV, 1 Hz, 0.5 ms, 0.02 ms for widths, 1 spike), whichever is the largest.

            Examples:
              noble-train targets --cell fast-spiking --set fs-03 --currents=-0.05,0.2,0.3 --out T.json
              noble-train targets --cell fast-spiking --set fs-03 --currents 0.2 --features Spikecount,AP1_width --floor AP1_width=0.05 --out T.json
              noble-train targets --recording steps.abf --currents=-0.05,0.05,0.1 --out T.json
            """)
        { recording, set, currents, output, features, spread, floors, delay, duration, after, settle, step };
        cell.AddTo(command);
        command.SetAction(parsed =>
        {
            try
            {
                timing = timing with
                {
                    RestBeforeMilliseconds = parsed.GetValue(delay),
                    StepMilliseconds = parsed.GetValue(duration),
                    RestAfterMilliseconds = parsed.GetValue(after),
                    SettleMilliseconds = parsed.GetValue(settle),
                    SolverStepMilliseconds = parsed.GetValue(step),
                };
                rule = rule with { Fraction = parsed.GetValue(spread), Floors = Floors(rule.Floors, parsed.GetValue(floors)!) };
            }
            catch (ArgumentOutOfRangeException e)
            {
                throw new UserException(e.Message.Split('(')[0].Trim());
            }

            var steps = parsed.GetValue(currents) is { } text ? Currents(text) : null;
            var taken = List(parsed.GetValue(features));
            var targets = parsed.GetValue(recording) is { } file
                ? Recorded(file, steps, taken, rule, timing)
                : Simulated(cell.Read(parsed, isRequired: true).Neurons, parsed.GetValue(set), steps ?? throw new UserException("no --currents; expected the step currents, nA"), taken, rule, timing);
            SearchTargetsFile.Write(parsed.GetValue(output)!, targets);
            Console.WriteLine($"{targets.Objectives.Count} targets under {targets.Protocols.Count} steps in {parsed.GetValue(output)}");
        });
        return command;
    }

    private static SearchTargets Recorded(string file, double[]? currents, string[]? features, TargetSpreadRule rule, StepProtocol timing)
    {
        using var recording = RecordingFile.Open(file);
        return SearchTargets.FromRecording(recording, currents, features, rule, timing);
    }

    private static SearchTargets Simulated(
        NeuronCollection neurons, string? name, double[] currents, string[]? features, TargetSpreadRule rule, StepProtocol timing)
    {
        var neuron = neurons.ParameterSets.FirstOrDefault(s => name is null || s.Name == name)
            ?? throw new UserException($"--set {name}: cell '{neurons.Cell.Name}' has no such parameter set; expected one of: {string.Join(", ", neurons.ParameterSets.Select(s => s.Name))}");
        return SearchTargets.FromSweeps(Simulate(neurons.Cell, neuron, currents, timing), features, rule, timing);
    }

    private static TargetSweep[] Simulate(CellDescription cell, ParameterSet neuron, double[] currents, StepProtocol timing)
    {
        var sweeps = new TargetSweep[currents.Length];
        new CurrentClampSimulator(cell, timing).Run(
            [.. currents.Select(c => new CurrentClampRun(neuron, c))],
            (run, voltage) => sweeps[run] = new TargetSweep(
                currents[run], timing.RestBeforeMilliseconds, timing.StepMilliseconds, timing.SolverStepMilliseconds, voltage.ToArray()));
        return sweeps;
    }

    private static string[]? List(string? text) => text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static double[] Currents(string text)
    {
        var parts = List(text)!;
        var currents = parts.Select(p => double.TryParse(p, NumberStyles.Float, CultureInfo.InvariantCulture, out var c) ? c : double.NaN).ToArray();
        return currents.Length > 0 && currents.All(double.IsFinite) && currents.Distinct().Count() == currents.Length
            ? currents
            : throw new UserException($"--currents '{text}': expected different numbers in nA with commas, as in 0.15,0.2,0.3");
    }

    private static string FeatureOrUnit(string name)
    {
        if (ElectrophysiologicalFeatures.All.Any(f => f.Unit == name))
        {
            return name;
        }

        try
        {
            return ElectrophysiologicalFeatures.Find(name).Name;
        }
        catch (UnknownFeatureException e)
        {
            throw new UserException($"--floor: {e.Message}, or a unit");
        }
    }

    private static Dictionary<string, double> Floors(IReadOnlyDictionary<string, double> defaults, string[] given)
    {
        var floors = new Dictionary<string, double>(defaults, StringComparer.Ordinal);
        foreach (var text in given)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at < 1 || !double.TryParse(text[(at + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !(value > 0))
            {
                throw new UserException($"--floor '{text}': expected NAME=VALUE with a value over 0, as in AP1_width=0.05 or mV=2");
            }

            floors[FeatureOrUnit(text[..at])] = value;
        }

        return floors;
    }
}

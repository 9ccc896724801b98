using System.CommandLine;
using System.Diagnostics;
using Noble.Edge.Neurons;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary><c>noble-train simulate</c>: a data set from the built-in cell.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var defaults = new SimulationOptions();
        var output = new Option<string>("--out") { Description = "Folder of the data set", Required = true };
        var neurons = new Option<int>("--neurons") { Description = "The first N of the built-in parameter sets; 0 for all", DefaultValueFactory = _ => 0 };
        var sub = new Option<int>("--sub-threshold") { Description = "Traces a neuron under rheobase", DefaultValueFactory = _ => defaults.SubThreshold };
        var transient = new Option<int>("--transient") { Description = "Traces a neuron between rheobase and onset", DefaultValueFactory = _ => defaults.Transient };
        var repetitive = new Option<int>("--repetitive") { Description = "Traces a neuron over onset", DefaultValueFactory = _ => defaults.Repetitive };
        var minimum = new Option<double>("--min-current") { Description = "Lowest step current, nA", DefaultValueFactory = _ => defaults.MinimumNanoamperes };
        var maximum = new Option<double>("--max-current") { Description = "Highest step current, nA", DefaultValueFactory = _ => defaults.MaximumNanoamperes };
        var seed = new Option<long>("--seed") { Description = "Seed of the currents", DefaultValueFactory = _ => defaults.Seed };
        var threads = new Option<int>("--threads") { Description = "Threads; 0 for one a core", DefaultValueFactory = _ => 0 };
        var command = new Command(
            "simulate",
            """
            Simulates current steps on the built-in fast-spiking interneuron and writes a data set.

            Examples:
              noble-train simulate --out data/fast-spiking
              noble-train simulate --out data/small --neurons 4 --repetitive 20 --seed 7
            """)
        { output, neurons, sub, transient, repetitive, minimum, maximum, seed, threads };
        command.SetAction(parsed =>
        {
            var available = BuiltInCells.FastSpikingParameterSets;
            var count = parsed.GetValue(neurons) is 0 ? available.Count : parsed.GetValue(neurons);
            if (count < 1 || count > available.Count)
            {
                throw new UserException($"--neurons {count}: expected 1 to {available.Count}, or 0 for all");
            }

            var options = defaults with
            {
                SubThreshold = NotNegative(sub, parsed.GetValue(sub)),
                Transient = NotNegative(transient, parsed.GetValue(transient)),
                Repetitive = NotNegative(repetitive, parsed.GetValue(repetitive)),
                MinimumNanoamperes = parsed.GetValue(minimum),
                MaximumNanoamperes = parsed.GetValue(maximum),
                Seed = parsed.GetValue(seed),
                Threads = NotNegative(threads, parsed.GetValue(threads)),
            };
            Simulate(parsed.GetValue(output)!, [.. available.Take(count)], options);
        });
        return command;
    }

    private static void Simulate(string folder, ParameterSet[] sets, SimulationOptions options)
    {
        using var interrupt = new Interrupt();
        var line = new ProgressLine();
        var watch = Stopwatch.StartNew();
        var data = SimulationCampaign.Run(
            BuiltInCells.FastSpiking(),
            sets,
            options,
            (what, done, all) => line.Show(() => $"{what} {ProgressLine.Bar(done / (double)all)} {done}/{all} {ProgressLine.Time(watch.Elapsed)}", done == all && done > 0),
            interrupt.Token);
        data.Save(folder);
        Console.WriteLine($"{data.Manifest.Traces.Length} traces of {data.Manifest.Neurons.Length} neurons in {folder}, {watch.Elapsed.TotalSeconds:f0} s");
    }

    private static int NotNegative(Option option, int value) =>
        value >= 0 ? value : throw new UserException($"{option.Name} {value}: expected 0 or more");
}

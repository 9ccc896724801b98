using System.CommandLine;
using System.Diagnostics;
using Noble.Edge.Neurons;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary><c>noble-train simulate</c>: traces of a cell under chosen currents.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var options = new SimulateOptions();
        var command = new Command(
            "simulate",
            $"""
            Simulates current clamp on parameter sets of a cell and writes the traces.

            Which currents:
              --currents and --stimulus   every parameter set with every one of them
              --sampler noble             each trace a random parameter set and a random current, as published
              none of these               a training data set: the F-I curve of each neuron is surveyed, and its currents chosen by zone

            A stimulus is a piece, or pieces joined by '+' (they add) or ' then ' (the next begins where the last ends):
            {string.Join('\n', StimulusText.Forms.Values.Select(form => $"  {form}"))}
            Currents in nA, times in ms, frequencies in Hz. The default delay is 15 ms, after 'then' 0; the default duration 400 ms.
            'ou' is Ornstein-Uhlenbeck noise, drawn on a grid of 0.02 ms whatever the solver's step: the same for the same seed.

            The folder: voltage.npy (mV) and stimulus.npy (nA), both [trace, sample], traces.csv, spike_times.npy (ms) with
            spike_offsets.npy, and manifest.json, which is written last. A training data set has dataset.json besides; --survey adds it
            to steps that were chosen otherwise.
            A command that was stopped or killed goes on when it is given again. Shards are contiguous parts of the list of traces,
            --shard 0/4 to 3/4, each in a folder of its own; noble-train merge joins them.

            Examples:
              noble-train simulate --swc CELL.swc --hof HOF --currents 0.1,0.2,0.3 --decimate 1 --out traces
              noble-train simulate --cell fast-spiking --stimulus "ramp:0..0.4 then pulses:amplitude=1,frequency=40,width=2,count=3" --out ramps
              noble-train simulate --swc CELL.swc --hof HOF --sampler noble --count 75600 --shard 3/20 --out set/shard-3
              noble-train simulate --out data/fast-spiking
            """);
        options.AddTo(command);
        command.SetAction(parsed => Simulate(options, parsed));
        return command;
    }

    private static int Simulate(SimulateOptions options, ParseResult parsed)
    {
        using var interrupt = new Interrupt();
        var line = new ProgressLine();
        var gate = new Lock();
        var watch = Stopwatch.StartNew();
        var (folder, threads) = (parsed.GetValue(options.Output)!, options.ReadThreads(parsed));
        var job = options.Read(
            parsed,
            (what, done, all) => line.Show(() => $"{what} {ProgressLine.Bar(done / (double)all)} {done}/{all} {ProgressLine.Time(watch.Elapsed)}", done == all && done > 0),
            interrupt.Token);

        var simulating = Stopwatch.StartNew();
        void Show(int done, int all, int before)
        {
            lock (gate)
            {
                line.Show(() => Describe(done, all, before, simulating.Elapsed), done == all);
            }
        }

        int before;
        try
        {
            before = SimulationRunner.Run(job, folder, threads, Show, interrupt.Token);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine($"stopped; what is in {folder} is kept, and the same command goes on");
            return 1;
        }

        var count = job.Shard.Of(job.Plan.Count).Count;
        Console.WriteLine(
            $"{count} traces of {job.Sets.Count} neurons in {folder}, {watch.Elapsed.TotalSeconds:f0} s{(before > 0 ? $", {before} were there before" : "")}");
        return 0;
    }

    private static string Describe(int done, int all, int before, TimeSpan elapsed)
    {
        var made = done - before;
        var rest = made > 0 ? $" {made / elapsed.TotalSeconds:f1}/s ETA {ProgressLine.Time(elapsed * ((all - done) / (double)made))}" : "";
        return $"simulate {ProgressLine.Bar(done / (double)all)} {done}/{all} {ProgressLine.Time(elapsed)}{rest}";
    }
}

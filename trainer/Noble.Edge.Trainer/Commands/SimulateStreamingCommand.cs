using System.CommandLine;
using System.Diagnostics;
using Noble.Edge.Neurons;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary><c>noble-train simulate-streaming</c>: traces from which a streaming operator learns.</summary>
internal static class SimulateStreamingCommand
{
    private const double Settle = 250, Step = 0.1; // ms

    public static Command Create()
    {
        var cell = new CellOptions();
        var output = new Option<string>("--out") { Description = "Folder of the traces", Required = true };
        var neurons = new Option<string>("--neurons-of") { Description = "Data set of steps whose neurons, blends among them, and features are taken", Required = true };
        var count = new Option<int>("--count") { Description = "Traces of each of the cell's own neurons", DefaultValueFactory = _ => 40 };
        var blends = new Option<int>("--blend-count") { Description = "Traces of each blend", DefaultValueFactory = _ => 16 };
        var skipped = new Option<string>("--leave-out") { Description = "Neurons without traces, comma-separated: those that are not to be learned", DefaultValueFactory = _ => "" };
        var kind = new Option<string?>("--kind") { Description = "The one kind of input to draw (default: all of them)" };
        kind.AcceptOnlyFromAmong([.. StreamingPlan.Choices]);
        var window = new Option<double>("--window") { Description = "Length of a trace, ms", DefaultValueFactory = _ => 3000 };
        var dt = new Option<double>("--dt") { Description = "Solver step, ms; 0.1 must be a multiple of it", DefaultValueFactory = _ => 0.02 };
        var seed = new Option<long>("--seed") { Description = "Seed of the inputs", DefaultValueFactory = _ => 1 };
        var threads = new Option<int>("--threads") { Description = "Threads; 0 for one a core", DefaultValueFactory = _ => 0 };
        var command = new Command(
            "simulate-streaming",
            """
            Simulates neurons under inputs that change all the time, for a streaming operator: Ornstein-Uhlenbeck noise, steps, ramps, chirps,
            pulses, synaptic conductances and slow ramps through the threshold, drawn for each trace from the seed and the neuron's threshold current.

            The folder is that of 'simulate' with voltage.npy (mV, at each 0.1 ms), stimulus.npy (nA) and conductance_excitatory.npy,
            conductance_inhibitory.npy (µS), means up to the next sample, and streaming.json. Stopped, the same command goes on.

            Example:
              noble-train simulate-streaming --swc CELL.swc --hof HOF --neurons-of data/pvalb --leave-out hof_4,hof_9 --out data/streaming
            """);
        cell.AddTo(command);
        foreach (var option in (Option[])[output, neurons, count, blends, skipped, kind, window, dt, seed, threads])
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed =>
        {
            var (collection, source, _) = cell.Read(parsed, isRequired: true);
            var leftOut = parsed.GetValue(skipped)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var all = SurveyedNeurons.Read(parsed.GetValue(neurons)!, collection.Cell);
            if (leftOut.FirstOrDefault(name => all.All(neuron => neuron.Set.Name != name)) is { } unknown)
            {
                throw new UserException($"--leave-out {unknown}: expected neurons of '{parsed.GetValue(neurons)}', {all[0].Set.Name} to {all[^1].Set.Name}");
            }

            var (solverStep, length) = (parsed.GetValue(dt), parsed.GetValue(window));
            var factor = (int)Math.Round(Step / solverStep);
            if (!(solverStep > 0) || factor < 1 || Math.Abs((factor * solverStep) - Step) > 1e-9)
            {
                throw new UserException($"--dt {solverStep}: expected a step of which {Step} ms is a multiple");
            }

            if (parsed.GetValue(count) < 0 || parsed.GetValue(blends) < 0)
            {
                throw new UserException($"--count {parsed.GetValue(count)}, --blend-count {parsed.GetValue(blends)}: expected 0 or more");
            }

            if (length is not (>= 10 and <= 1e6))
            {
                throw new UserException($"--window {length}: expected 10 to 1000000 ms");
            }

            var job = new SimulationJob
            {
                Cell = collection.Cell,
                CellSource = source,
                Sets = [.. all.Select(neuron => neuron.Set)],
                Protocol = StepProtocol.Default with
                {
                    SolverStepMilliseconds = solverStep,
                    SettleMilliseconds = Settle,
                    RestBeforeMilliseconds = 0,
                    StepMilliseconds = length,
                    RestAfterMilliseconds = 0,
                },
                Plan = new StreamingPlan(
                    [.. all.Select(neuron => neuron.Features.Features[FeatureCatalogue.ThresholdCurrent])],
                    [.. all.Select(neuron => leftOut.Contains(neuron.Set.Name) ? 0 : parsed.GetValue(neuron.Features.Origin is null ? count : blends))],
                    length,
                    parsed.GetValue(seed),
                    parsed.GetValue(kind)),
                Decimation = factor,
                IsSampled = true,
                Surveyed = [.. all.Select(neuron => neuron.Features)],
            };
            if (job.Plan.Count == 0)
            {
                throw new UserException("--count, --blend-count and --leave-out leave no traces: expected at least one");
            }

            return Simulate(job, parsed.GetValue(output)!, parsed.GetValue(threads));
        });
        return command;
    }

    private static int Simulate(SimulationJob job, string folder, int threads)
    {
        using var interrupt = new Interrupt();
        var line = new ProgressLine();
        var gate = new Lock();
        var watch = Stopwatch.StartNew();
        void Show(int done, int all, int before)
        {
            lock (gate)
            {
                line.Show(() => $"simulate {ProgressLine.Bar(done / (double)all)} {done}/{all} {ProgressLine.Time(watch.Elapsed)} ETA {ProgressLine.Time(watch.Elapsed * ((all - done) / Math.Max(1.0, done - before)))}", done == all);
            }
        }

        try
        {
            SimulationRunner.Run(job, folder, threads, Show, interrupt.Token);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine($"stopped; what is in {folder} is kept, and the same command goes on");
            return 1;
        }

        Console.WriteLine($"{job.Plan.Count} traces in {folder}, {watch.Elapsed.TotalSeconds:f0} s");
        return 0;
    }
}

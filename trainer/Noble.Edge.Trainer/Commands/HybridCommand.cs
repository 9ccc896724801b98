using System.CommandLine;
using System.Globalization;
using System.Runtime.ExceptionServices;
using Noble.Edge.Neurons;
using Noble.Edge.Operator;
using Noble.Edge.Rig;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary><c>noble-train hybrid</c>: a circuit between neurons of the solver and of the streaming operator.</summary>
internal static class HybridCommand
{
    private const string Solver = "solver", HalfStep = "half-step", Hybrid = "hybrid", Operator = "operator";

    private const string Median = "median", Random = "random";

    private static readonly string[] Names = [Solver, HalfStep, Hybrid, Operator];

    public static Command Create()
    {
        var cell = new CellOptions();
        var circuit = new Option<string>("--circuit") { Description = "Circuit, JSON: cells, synapses, gap junctions, holding currents", Required = true };
        var output = new Option<string>("--out") { Description = "Folder of the report", Required = true };
        var model = new Option<string?>("--model") { Description = "Model with a streaming operator; without one there is only the solver's version" };
        var features = new Option<string?>("--features-of") { Description = "Data set of simulate-streaming whose neurons have the features of those that the model never saw" };
        var neurons = new Option<string?>("--neurons") { Description = "Parameter sets, comma-separated, one a cell of the circuit; several groups of them with semicolons between (default: the first ones)" };
        var duration = new Option<double>("--duration") { Description = "Length, ms", DefaultValueFactory = _ => 22_000 };
        var skip = new Option<double>("--skip") { Description = "What is not measured at the beginning, ms", DefaultValueFactory = _ => 2000 };
        var gap = new Option<double>("--gap") { Description = "Silence that ends a burst, ms", DefaultValueFactory = _ => 60 };
        var kick = new Option<double>("--kick") { Description = "Current into the first cell in the first 100 ms, nA: it starts", DefaultValueFactory = _ => 0.05 };
        var dt = new Option<double>("--dt") { Description = "Solver step, ms; the circuit's step, 0.1 ms, must be a multiple of it", DefaultValueFactory = _ => 0.02 };
        var versions = new Option<string?>("--versions") { Description = $"Versions to run, comma-separated: {string.Join(", ", Names)} (default: all that can be); errors are against the first" };
        var draw = new Option<string>("--draw") { Description = "The operator's spikes: median or random", DefaultValueFactory = _ => Median };
        draw.AcceptOnlyFromAmong(Median, Random);
        var seed = new Option<ulong>("--seed") { Description = "Seed of random ones", DefaultValueFactory = _ => 1 };
        var threads = new Option<int>("--threads") { Description = "Versions that run at the same time; 0 for one a core", DefaultValueFactory = _ => 0 };
        var command = new Command(
            "hybrid",
            """
            Runs a circuit of neurons in several versions and compares how they take turns: all cells by the solver (solver); by the solver at half the
            step (half-step); the first cell by the operator and the others by the solver, through a dynamic clamp of 0.1 ms as at a rig (hybrid); and
            all by the operator (operator).

            --out gets report.md, report.json, spikes.csv, voltage.png and raster.png. Of several groups of neurons each has these in a folder with its
            number, and --out gets summary.md and summary.json, which say how far the versions are off in the middle.

            Examples:
              noble-train hybrid --cell fast-spiking --circuit trainer/circuits/half-centre.json --duration 6000 --out half-centre
              noble-train hybrid --swc CELL.swc --hof HOF --model MODEL --circuit trainer/circuits/half-centre.json --out half-centre
              noble-train hybrid --swc CELL.swc --hof HOF --neurons 'set_1,set_7;set_0,set_2' --model MODEL --circuit trainer/circuits/half-centre.json --out half-centres
            """);
        cell.AddTo(command);
        foreach (var option in (Option[])[model, circuit, neurons, features, versions, duration, skip, gap, kick, draw, seed, dt, threads, output])
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed =>
        {
            var (collection, _, _) = cell.Read(parsed);
            var spec = CircuitFile.Read(parsed.GetValue(circuit)!);
            var bundle = parsed.GetValue(model) is { } folder ? Load(folder) : null;
            var (length, skipped, step) = (parsed.GetValue(duration), parsed.GetValue(skip), parsed.GetValue(dt));
            if (length is not (>= 10 and <= 600_000))
            {
                throw new UserException($"--duration {Number(length)}: expected 10 to 600000 ms");
            }

            if (!(skipped >= 0 && skipped < length))
            {
                throw new UserException($"--skip {Number(skipped)}: expected 0 to less than --duration, {Number(length)} ms");
            }

            if (!(parsed.GetValue(gap) > 0))
            {
                throw new UserException($"--gap {Number(parsed.GetValue(gap))}: expected over 0 ms");
            }

            if (!(step > 0))
            {
                throw new UserException($"--dt {Number(step)}: expected over 0 ms");
            }

            var groups = Groups(collection.ParameterSets, parsed.GetValue(neurons), spec.CellCount);
            var wanted = Versions(parsed.GetValue(versions), spec.CellCount, bundle is not null, step);
            var surveyed = Surveyed(parsed.GetValue(features));
            CircuitSimulation Simulation(ParameterSet[] sets) => new()
            {
                Spec = spec,
                Cell = collection.Cell,
                Sets = sets,
                Model = bundle,
                Surveyed = surveyed,
                DurationMilliseconds = length,
                KickNanoamperes = double.IsFinite(parsed.GetValue(kick)) ? parsed.GetValue(kick) : throw new UserException("--kick: expected a current in nA"),
                KickMilliseconds = 100,
                Draw = parsed.GetValue(draw) == Random ? StreamingSpikeDraw.Random : StreamingSpikeDraw.Median,
                Seed = parsed.GetValue(seed),
            };
            CircuitSimulation[] simulations = [.. groups.Select(Simulation)];
            foreach (var simulation in simulations)
            {
                Array.ForEach(wanted, simulation.Check);
            }

            var into = parsed.GetValue(output)!;
            HybridReport Report(CircuitSimulation simulation, string folder)
            {
                var records = Run(simulation, wanted, parsed.GetValue(threads));
                var report = new HybridReport(
                    Path.GetFileNameWithoutExtension(parsed.GetValue(circuit)!),
                    [.. simulation.Sets.Select(set => set.Name)],
                    length,
                    skipped,
                    bundle?.Manifest.Name,
                    [.. records.Select(record => Measure(record, skipped, parsed.GetValue(gap)))]);
                Directory.CreateDirectory(folder);
                report.Write(folder);
                CircuitPictures.Write(records, simulation.StepMilliseconds, skipped, folder);
                WriteSpikes(records, Path.Combine(folder, HybridReport.SpikesFile));
                return report;
            }

            if (simulations.Length == 1)
            {
                Report(simulations[0], into);
                Console.Write(File.ReadAllText(Path.Combine(into, HybridReport.TextFile)).Split("\n![")[0]);
                return 0;
            }

            new HybridSummary([.. simulations.Select((simulation, group) => Report(simulation, Path.Combine(into, HybridSummary.Folder(group))))]).Write(into);
            Console.Write(File.ReadAllText(Path.Combine(into, HybridSummary.TextFile)));
            return 0;
        });
        return command;
    }

    private static ModelBundle Load(string folder)
    {
        var bundle = ModelBundle.Load(folder);
        return bundle.Streaming is not null ? bundle : throw new UserException($"--model {folder}: has no streaming operator; expected a model with one");
    }

    private static DataSetNeuron[] Surveyed(string? folder)
    {
        if (folder is null)
        {
            return [];
        }

        using var set = StreamingDataSet.Open(folder);
        return set.Manifest.Neurons;
    }

    private static ParameterSet[][] Groups(IReadOnlyList<ParameterSet> sets, string? names, int cells) =>
        names?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } groups
            ? [.. groups.Select(group => Choose(sets, group, cells))]
            : [Choose(sets, null, cells)];

    private static ParameterSet[] Choose(IReadOnlyList<ParameterSet> sets, string? names, int cells)
    {
        var chosen = names?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(name => sets.FirstOrDefault(set => set.Name == name) ?? throw new UserException($"--neurons {name}: expected parameter sets of the cell, {sets[0].Name} to {sets[^1].Name}"))
            .ToArray() ?? [.. sets.Take(cells)];
        return chosen.Length == cells ? chosen : throw new UserException($"{chosen.Length} neurons, expected {cells}: one a cell of the circuit");
    }

    private static CircuitVersion[] Versions(string? asked, int cells, bool hasModel, double step)
    {
        bool[] Virtual(int count) => [.. Enumerable.Range(0, cells).Select(cell => cell < count)];
        string[] names = asked?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? (hasModel ? Names : Names[..2]);
        return names.Length == 0
            ? throw new UserException($"--versions: expected some of {string.Join(", ", Names)}")
            : [.. names.Select(name => name switch
            {
                Solver => new CircuitVersion(name, Virtual(0), step),
                HalfStep => new CircuitVersion(name, Virtual(0), step / 2),
                Hybrid or Operator when !hasModel => throw new UserException($"--versions {name}: expected --model with a streaming operator"),
                Hybrid => new CircuitVersion(name, Virtual(1), step),
                Operator => new CircuitVersion(name, Virtual(cells), step),
                _ => throw new UserException($"--versions {name}: expected some of {string.Join(", ", Names)}"),
            })];
    }

    private static CircuitRecord[] Run(CircuitSimulation simulation, CircuitVersion[] versions, int threads)
    {
        using var interrupt = new Interrupt();
        var line = new ProgressLine();
        var done = new double[versions.Length];
        var gate = new Lock();
        var records = new CircuitRecord[versions.Length];
        try
        {
            Parallel.For(
                0,
                versions.Length,
                new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount },
                v => records[v] = simulation.Run(
                    versions[v],
                    share =>
                    {
                        lock (gate)
                        {
                            done[v] = share;
                            line.Show(() => $"hybrid {ProgressLine.Bar(done.Average())} {versions.Length} versions", done.All(part => part == 1));
                        }
                    },
                    interrupt.Token));
        }
        catch (AggregateException failures)
        {
            // One line for the user, as if the versions ran one after the other.
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }

        return records;
    }

    private static HybridRow Measure(CircuitRecord record, double skip, double gap) => new(
        record.Version.Name,
        record.Version.IsVirtual,
        record.Version.SolverStepMilliseconds,
        [.. record.Spikes.Select(times => times.Length)],
        record.Spikes.Length >= 2 ? Alternation.Measure(record.Spikes[..2], skip, gap) : null,
        record.Seconds);

    private static void WriteSpikes(IReadOnlyList<CircuitRecord> records, string path)
    {
        using var file = new StreamWriter(path);
        file.NewLine = "\n";
        file.WriteLine("version,cell,time_ms");
        foreach (var record in records)
        {
            for (var cell = 0; cell < record.Spikes.Length; cell++)
            {
                foreach (var time in record.Spikes[cell])
                {
                    file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\"{record.Version.Name}\",{cell},{time:f4}"));
                }
            }
        }
    }

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}

using System.Diagnostics;
using System.Globalization;
using Noble.Edge.Neurons;
using Noble.Edge.Operator;

namespace Noble.Edge.Benchmarks;

/// <summary>The shipped models beside NEURON: the same cell, currents and 515 ms, one core each, in turns.</summary>
/// <remarks>A render is everything from current and neuron to millivolts: embedding, operator and output, on one thread, a trace at a time.</remarks>
internal static class ModelBenchmark
{
    private const int NeuronRuns = 5;

    /// <summary>Runs every shipped model whose cell is at hand.</summary>
    /// <param name="duration">For the renders of each model, in all.</param>
    public static void Run(TimeSpan duration)
    {
        string repository = Repository.Find();
        foreach (string folder in Directory.GetDirectories(Path.Combine(repository, "runtime", "models"), "*.noble").Order(StringComparer.Ordinal))
        {
            ModelBundle model = ModelBundle.Load(folder);
            Console.WriteLine();
            Console.WriteLine($"model {model.Manifest.Name}: {model.Manifest.Network.Layers} layers, {model.Manifest.Network.HiddenChannels} channels, {model.Manifest.Network.Modes} modes, {model.Manifest.Grid.Length} samples of {model.Manifest.Grid.StepMilliseconds} ms");
            Compare(model, repository, duration);
        }
    }

    private static void Compare(ModelBundle model, string repository, TimeSpan duration)
    {
        NeuronCollection? cell = Cell(model, repository, out string absent);
        using NeuronProcess? neuron = cell is null ? null : NeuronProcess.Start(repository, out absent);
        double[] currents = [.. Enumerable.Range(0, NeuronRuns).Select(k => Current(model, k))];
        if (neuron is not null)
        {
            var protocol = StepProtocol.Default with { SettleMilliseconds = 0 };
            CurrentClampRun[] runs = [.. currents.Select((current, k) => new CurrentClampRun(cell!.ParameterSets[k % cell.ParameterSets.Count], current))];
            string path = Path.Combine(repository, "artifacts", "neuron", "model.json");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            NeuronCellFile.Write(path, cell!.Cell, protocol, runs);
            neuron.Load(path);
            CheckSame(cell!.Cell, protocol, runs, neuron);
        }

        using var engine = new SimdEngine(model.Weights, model.Manifest.Grid.Length);
        using var renderer = new TraceRenderer(model, engine);
        Population population = Population.FromTrainingPoints(model, Math.Min(NeuronRuns, model.Latent.PointCount));
        var voltage = new float[model.Manifest.Grid.Length];
        var ours = new List<double>();
        var theirs = new List<double>();
        Render(TimeSpan.FromSeconds(0.2), []);
        for (int round = 0; round < NeuronRuns; round++)
        {
            if (neuron is not null)
            {
                theirs.Add(neuron.Run(round).Wall * 1e3);
            }

            Render(duration / NeuronRuns, ours);
        }

        ours.Sort();
        theirs.Sort();
        Line($"  {"",-34} {"best ms",9} {"p50 ms",9} {"p90 ms",9}");
        Line($"  {"render, one thread",-34} {ours[0],9:F3} {ours[ours.Count / 2],9:F3} {ours[ours.Count * 9 / 10],9:F3}");
        if (neuron is null)
        {
            Line($"  NEURON is not timed: {absent}");
            return;
        }

        Line($"  {$"NEURON {neuron.Version}, one thread",-34} {theirs[0],9:F0} {theirs[theirs.Count / 2],9:F0} {theirs[^1],9:F0}");
        Line($"  times NEURON, {cell!.Cell.SegmentCount} segments: {theirs[theirs.Count / 2] / ours[ours.Count / 2]:F0} by the medians, {theirs[0] / ours[0]:F0} by the best");

        void Render(TimeSpan time, List<double> milliseconds)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; Stopwatch.GetElapsedTime(start) < time; i++)
            {
                int k = i % population.Count;
                long before = Stopwatch.GetTimestamp();
                renderer.Render(currents[k], population.Features(k), population.Clock(k), voltage);
                milliseconds.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
            }
        }
    }

    // A speed is worth something only where NEURON computes what the model was trained on.
    private static void CheckSame(CellDescription cell, StepProtocol protocol, CurrentClampRun[] runs, NeuronProcess neuron)
    {
        var solver = new int[runs.Length];
        new CurrentClampSimulator(cell, protocol, 1).Run(runs, (run, voltage) => solver[run] = SpikeTimes.Detect(voltage.Span, protocol.SolverStepMilliseconds).Length);
        int[] theirs = [.. runs.Select((_, run) => SpikeTimes.Detect(neuron.Voltage(run), protocol.SolverStepMilliseconds).Length)];
        Line($"  spikes of {runs.Length} neurons: this solver {string.Join(' ', solver)}, NEURON {string.Join(' ', theirs)}");
        if (solver.Zip(theirs, (a, b) => Math.Abs(a - b)).Max() > 1 || solver.Max() == 0)
        {
            throw new InvalidOperationException("NEURON and the solver that made the training data do not count the same spikes: nothing to compare");
        }
    }

    // Over the upper half of the range, where nearly every neuron fires.
    private static double Current(ModelBundle model, int k) => model.Manifest.CurrentRange.MaximumNanoamperes * (0.5 + (0.5 * k / NeuronRuns));

    private static NeuronCollection? Cell(ModelBundle model, string repository, out string absent)
    {
        absent = "";
        if (BuiltInCells.Names.FirstOrDefault(name => model.Manifest.Name.StartsWith(name, StringComparison.Ordinal)) is { } builtIn)
        {
            return CellSource.Read(builtIn);
        }

        // The published cells are others' data and lie beside the repository where they were fetched.
        string cells = Path.Combine(repository, "..", "shared", "cells");
        string? folder = Directory.Exists(cells)
            ? Directory.GetDirectories(cells).FirstOrDefault(path => model.Manifest.Name.StartsWith(Path.GetFileName(path), StringComparison.Ordinal))
            : null;
        if (folder is null)
        {
            absent = $"the cell of '{model.Manifest.Name}' is not in '{cells}'";
            return null;
        }

        return CellSource.ReadAllActive(Directory.GetFiles(folder, "*.swc").Single(), Path.Combine(folder, "hof"));
    }

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}

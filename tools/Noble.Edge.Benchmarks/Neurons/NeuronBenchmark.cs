using System.Diagnostics;
using System.Globalization;
using Noble.Edge.Neurons;

namespace Noble.Edge.Benchmarks;

/// <summary>Times the compartmental solver beside NEURON: the same cell, numbers, protocol and step, in turns.</summary>
internal sealed class NeuronBenchmark
{
    private const int Rounds = 7;
    private const int MostSegments = 300;

    private readonly StepProtocol _protocol = StepProtocol.Default;
    private readonly CellDescription _cell;
    private readonly BenchmarkNeurons _neurons;
    private readonly string _repository;

    private NeuronBenchmark(NeuronCollection neurons, string repository)
    {
        _neurons = new BenchmarkNeurons(neurons);
        _cell = _neurons.Cell;
        _repository = repository;
    }

    /// <summary>Runs everything on every built-in cell and prints it.</summary>
    public static void Run()
    {
        string repository = Repository.Find();
        foreach (string name in BuiltInCells.Names)
        {
            new NeuronBenchmark(CellSource.Read(name), repository).Print();
        }
    }

    private double SimulatedMilliseconds => _protocol.SettleMilliseconds + _protocol.WindowMilliseconds;

    private void Print()
    {
        using NeuronProcess? neuron = NeuronProcess.Start(_repository, out string reason);
        Line();
        Line($"neurons: {_cell.Name}, {_cell.SegmentCount} segments, {_cell.Placements.Count} mechanisms on regions, {SimulatedMilliseconds} ms a trace at {_protocol.SolverStepMilliseconds} ms");
        Line(neuron is null
            ? $"  NEURON is absent, only this solver is timed: {reason}"
            : $"  NEURON {neuron.Version}: fixed step, one thread, C loop (psolve), cache-efficient, channels compiled with -O3 for this processor");
        if (neuron is not null)
        {
            CompareVoltage(neuron);
            CompareSpeed(neuron);
        }

        CompareSegments(neuron);
        CompareSets();
        CompareThreads();
    }

    /// <summary>A speed is worth something only where both give the same voltage.</summary>
    private void CompareVoltage(NeuronProcess neuron)
    {
        CurrentClampRun[] runs = Runs(LoweredCell.LaneCount);
        Load(neuron, _cell, runs);
        var ours = new double[runs.Length][];
        new CurrentClampSimulator(_cell, _protocol, 1).Run(runs, (run, voltage) => ours[run] = voltage.ToArray());
        Line("  the same voltage? (step 0.02 ms on both sides)");
        Line($"    {"neuron",-10} {"nA",6} {"spikes",7} {"NEURON",7} {"max |dV| mV",12} {"worst spike ms",15}");
        for (int k = 0; k < runs.Length; k++)
        {
            double[] theirs = neuron.Voltage(k);

            double[] a = SpikeTimes.Detect(ours[k], _protocol.SolverStepMilliseconds);
            double[] b = SpikeTimes.Detect(theirs, _protocol.SolverStepMilliseconds);
            double shift = a.Length == b.Length ? a.Zip(b, (x, y) => Math.Abs(x - y)).DefaultIfEmpty(0).Max() : double.NaN;
            double difference = ours[k].Zip(theirs, (x, y) => Math.Abs(x - y)).Max();
            Line($"    {runs[k].Set.Name,-10} {runs[k].CurrentNanoamperes,6:F2} {a.Length,7} {b.Length,7} {difference,12:E1} {shift,15:E1}");
        }
    }

    private void CompareSpeed(NeuronProcess neuron)
    {
        int cores = Environment.ProcessorCount;
        CurrentClampRun[] batch = Runs(LoweredCell.LaneCount);
        Load(neuron, _cell, batch);
        var theirs = new BestTime();
        var ours = new BestTime();
        Simulate(_cell, batch, 1);
        neuron.Run(0);
        for (int round = 0; round < Rounds; round++)
        {
            theirs.Add(neuron.Run(round % batch.Length));
            ours.Add(Measure(_cell, batch, 1));
        }

        Line("  ms per trace, best of the rounds, in turns");
        Line($"    {"",-34} {"CPU ms",9} {"wall ms",9}");
        Line($"    {"NEURON, one thread",-34} {theirs.Cpu * 1e3,9:F2} {theirs.Wall * 1e3,9:F2}");
        Line($"    {$"this solver, one thread, {batch.Length} sets",-34} {ours.Cpu * 1e3,9:F2} {ours.Wall * 1e3,9:F2}");
        Line($"    {"times NEURON, one thread",-34} {theirs.Cpu / ours.Cpu,9:F1} {theirs.Wall / ours.Wall,9:F1}");

        var processes = new List<NeuronProcess> { neuron };
        for (int k = 1; k < cores; k++)
        {
            NeuronProcess another = NeuronProcess.Start(_repository, out string reason) ?? throw new IOException(reason);
            processes.Add(another);
            Load(another, _cell, batch);
            another.Run(0);
        }

        CurrentClampRun[] large = Runs(2 * cores * LoweredCell.LaneCount);
        double theirBest = double.PositiveInfinity;
        double ourBest = double.PositiveInfinity;
        for (int round = 0; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            processes.ForEach(process => process.Begin(round % batch.Length));
            processes.ForEach(process => process.End());
            theirBest = Math.Min(theirBest, Stopwatch.GetElapsedTime(start).TotalSeconds / processes.Count);
            ourBest = Math.Min(ourBest, Measure(_cell, large, cores).Wall);
        }

        processes.Skip(1).ToList().ForEach(process => process.Dispose());
        Line($"    {$"NEURON, {cores} processes",-34} {"",9} {theirBest * 1e3,9:F2}");
        Line($"    {$"this solver, {cores} threads, {large.Length} sets",-34} {"",9} {ourBest * 1e3,9:F2}");
        Line($"    {"times NEURON, all cores",-34} {"",9} {theirBest / ourBest,9:F1}");
    }

    private void CompareSegments(NeuronProcess? neuron)
    {
        Line("  cost against segments: dendrites cut finer, one thread, full groups");
        Line($"    {"segments",8} {"CPU ms/trace",13} {"M segment-steps/s",18} {"ns a segment-step",18}{(neuron is null ? "" : $" {"NEURON ms",10} {"times",7}")}");
        double steps = SimulatedMilliseconds / _protocol.SolverStepMilliseconds;
        CurrentClampRun[] batch = Runs(LoweredCell.LaneCount);
        foreach (int finer in (int[])[1, 2, 5, 10, 20])
        {
            CellDescription cell = _neurons.Finer(finer);
            if (cell.SegmentCount > MostSegments)
            {
                break;
            }

            Simulate(cell, batch, 1);
            var ours = new BestTime();
            var theirs = new BestTime();
            if (neuron is not null)
            {
                Load(neuron, cell, batch);
            }

            for (int round = 0; round < 3; round++)
            {
                ours.Add(Measure(cell, batch, 1));
                if (neuron is not null)
                {
                    theirs.Add(neuron.Run(round));
                }
            }

            double perSegmentStep = ours.Cpu / (steps * cell.SegmentCount);
            Line($"    {cell.SegmentCount,8} {ours.Cpu * 1e3,13:F2} {1e-6 / perSegmentStep,18:F1} {perSegmentStep * 1e9,18:F2}{(neuron is null ? "" : Text($" {theirs.Cpu * 1e3,10:F1} {theirs.Cpu / ours.Cpu,7:F1}"))}");
        }
    }

    private void CompareSets()
    {
        Line("  cost against parameter sets in a batch, one thread");
        Line($"    {"sets",8} {"CPU ms/trace",13} {"M segment-steps/s",18}");
        double segmentSteps = SimulatedMilliseconds / _protocol.SolverStepMilliseconds * _cell.SegmentCount;
        foreach (int count in (int[])[1, 2, 4, 8, 16, 64])
        {
            CurrentClampRun[] runs = Runs(count);
            BestTime best = Best(_cell, runs, 1);
            Line($"    {count,8} {best.Cpu * 1e3,13:F2} {segmentSteps / best.Cpu * 1e-6,18:F1}");
        }
    }

    private void CompareThreads()
    {
        Line("  cost against threads, 64 sets");
        Line($"    {"threads",8} {"wall ms/trace",13} {"M segment-steps/s",18} {"speed-up",9}");
        double segmentSteps = SimulatedMilliseconds / _protocol.SolverStepMilliseconds * _cell.SegmentCount;
        CurrentClampRun[] runs = Runs(64);
        double one = 0;
        for (int threads = 1; threads <= Environment.ProcessorCount; threads *= 2)
        {
            BestTime best = Best(_cell, runs, threads);
            one = threads == 1 ? best.Wall : one;
            Line($"    {threads,8} {best.Wall * 1e3,13:F2} {segmentSteps / best.Wall * 1e-6,18:F1} {one / best.Wall,9:F2}");
        }
    }

    private static BestTime Best(CellDescription cell, CurrentClampRun[] runs, StepProtocol protocol, int threads)
    {
        var best = new BestTime();
        for (int round = 0; round < 3; round++)
        {
            best.Add(Measure(cell, runs, protocol, threads));
        }

        return best;
    }

    private BestTime Best(CellDescription cell, CurrentClampRun[] runs, int threads) => Best(cell, runs, _protocol, threads);

    private (double Cpu, double Wall) Measure(CellDescription cell, CurrentClampRun[] runs, int threads) =>
        Measure(cell, runs, _protocol, threads);

    /// <summary>Seconds a trace.</summary>
    private static (double Cpu, double Wall) Measure(
        CellDescription cell, CurrentClampRun[] runs, StepProtocol protocol, int threads)
    {
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        Simulate(cell, runs, protocol, threads);
        double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return ((Environment.CpuUsage.TotalTime - cpu).TotalSeconds / runs.Length, wall / runs.Length);
    }

    private void Simulate(CellDescription cell, CurrentClampRun[] runs, int threads) => Simulate(cell, runs, _protocol, threads);

    private static void Simulate(CellDescription cell, CurrentClampRun[] runs, StepProtocol protocol, int threads) =>
        new CurrentClampSimulator(cell, protocol, threads).Run(runs, (_, _) => { });

    private CurrentClampRun[] Runs(int count) => _neurons.Runs(count);

    private void Load(NeuronProcess neuron, CellDescription cell, CurrentClampRun[] runs)
    {
        string folder = Path.Combine(_repository, "artifacts", "neuron");
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, "cell.json");
        NeuronCellFile.Write(path, cell, _protocol, runs);
        neuron.Load(path);
    }

    private static void Line() => Console.WriteLine();

    private static void Line(FormattableString text) => Console.WriteLine(Text(text));

    private static void Line(string text) => Console.WriteLine(text);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using Noble.Edge.Neurons;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Makes a data set: surveys the neurons, chooses their currents, simulates, samples down.</summary>
public static class SimulationCampaign
{
    /// <summary>Simulates a data set.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="sets">Its parameter sets.</param>
    /// <param name="options">Currents, seed, sampling.</param>
    /// <param name="onProgress">What is under way, traces done, traces in all.</param>
    /// <param name="cancellationToken">Stops between groups of traces.</param>
    public static DataSet Run(
        CellDescription cell,
        IReadOnlyList<ParameterSet> sets,
        SimulationOptions options,
        Action<string, int, int> onProgress,
        CancellationToken cancellationToken)
    {
        var protocol = StepProtocol.Default;
        var simulator = new CurrentClampSimulator(cell, protocol, options.Threads);
        onProgress("survey", 0, sets.Count);
        var surveyed = new NeuronSurvey(simulator).Survey(sets, cancellationToken);
        onProgress("survey", sets.Count, sets.Count);

        var runs = new List<CurrentClampRun>();
        var traces = new List<DataSetTrace>();
        for (var n = 0; n < sets.Count; n++)
        {
            foreach (var current in CurrentPlan.For(surveyed[n], options, n))
            {
                runs.Add(new CurrentClampRun(sets[n], current));
                traces.Add(new DataSetTrace { Neuron = n, CurrentNanoamperes = current });
            }
        }

        var grid = new GridSpec
        {
            Length = protocol.SampleCount / options.Decimation,
            StepMilliseconds = protocol.SolverStepMilliseconds * options.Decimation,
            StimulusOnMilliseconds = protocol.RestBeforeMilliseconds,
            StimulusOffMilliseconds = protocol.StepEndMilliseconds,
        };
        var (voltage, spikes) = Simulate(simulator, runs, grid, options.Decimation, onProgress, cancellationToken);
        var offsets = new long[runs.Count + 1];
        for (var t = 0; t < runs.Count; t++)
        {
            offsets[t + 1] = offsets[t] + spikes[t].Length;
        }

        var manifest = new DataSetManifest
        {
            Schema = DataSetManifest.CurrentSchema,
            Cell = $"built-in cell {cell.Name}",
            Solver = $"Noble.Edge.Neurons, backward Euler, {protocol.SolverStepMilliseconds} ms, {protocol.SettleMilliseconds} ms settled",
            Grid = grid,
            CurrentRange = new CurrentRange { MinimumNanoamperes = options.MinimumNanoamperes, MaximumNanoamperes = options.MaximumNanoamperes },
            Seed = options.Seed,
            Neurons = [.. surveyed.Select(features => new DataSetNeuron
            {
                Name = features.Name,
                Features = FeatureCatalogue.Names.ToDictionary(name => name, name => FeatureCatalogue.Find(name)!.Of(features)),
            })],
            Traces = [.. traces],
        };
        return new DataSet(manifest, voltage, [.. spikes.SelectMany(times => times)], offsets);
    }

    private static (float[] Voltage, double[][] Spikes) Simulate(
        CurrentClampSimulator simulator,
        List<CurrentClampRun> runs,
        GridSpec grid,
        int decimation,
        Action<string, int, int> onProgress,
        CancellationToken cancellationToken)
    {
        var voltage = new float[runs.Count * grid.Length];
        var spikes = new double[runs.Count][];
        var decimator = new Decimator(decimation);
        var done = 0;
        simulator.Run(
            runs,
            (run, trace) =>
            {
                spikes[run] = SpikeTimes.Detect(trace.Span, simulator.Protocol.SolverStepMilliseconds);
                decimator.Decimate(trace.Span, voltage.AsSpan(run * grid.Length, grid.Length));
                onProgress("simulate", ++done, runs.Count);
            },
            cancellationToken);
        return (voltage, spikes);
    }
}

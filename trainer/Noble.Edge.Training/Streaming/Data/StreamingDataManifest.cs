using System.Text.Json;
using Noble.Edge.Neurons;

namespace Noble.Edge.Training;

/// <summary>What <c>streaming.json</c> of a folder of traces says: what training a streaming operator needs besides the arrays.</summary>
public sealed record StreamingDataManifest
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "streaming.json";

    /// <summary>The schema that this program writes and reads.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of the layout.</summary>
    public required int Schema { get; init; }

    /// <summary>The cell.</summary>
    public required string Cell { get; init; }

    /// <summary>Solver, scheme, step and settling in one line.</summary>
    public required string Solver { get; init; }

    /// <summary>Interval of the samples, over which inputs are means [ms].</summary>
    public required double StepMilliseconds { get; init; }

    /// <summary>Samples of a trace.</summary>
    public required int Samples { get; init; }

    /// <summary>Reversal potentials of the excitatory and the inhibitory conductance [mV].</summary>
    public required double[] ReversalMillivolts { get; init; }

    /// <summary>The neurons.</summary>
    public required DataSetNeuron[] Neurons { get; init; }

    /// <summary>The traces, in the order of the arrays' rows.</summary>
    public required StreamingTrace[] Traces { get; init; }

    internal static StreamingDataManifest Create(SimulationJob job, StreamingPlan plan)
    {
        var protocol = job.Protocol;
        var (first, count) = job.Shard.Of(plan.Count);
        return new StreamingDataManifest
        {
            Schema = CurrentSchema,
            Cell = $"{(job.CellSource.ContainsKey("builtIn") ? "built-in " : "")}cell {job.Cell.Name}",
            Solver = $"Noble.Edge.Neurons, {(protocol.Scheme == TimeScheme.CrankNicolson ? "Crank-Nicolson" : "backward Euler")}, {protocol.SolverStepMilliseconds} ms, {protocol.SettleMilliseconds} ms settled",
            StepMilliseconds = Math.Round(protocol.SolverStepMilliseconds * job.Decimation, 9),
            Samples = SimulationManifest.SampleCount(job),
            ReversalMillivolts = [.. plan.Conductances.Select(kind => kind.ReversalMillivolts)],
            Neurons = [.. job.Surveyed ?? throw new InvalidOperationException("A streaming plan has its neurons' features.")],
            Traces = [.. Enumerable.Range(first, count).Select(i => new StreamingTrace { Neuron = plan.Trace(i).Set, Kind = plan.Kind(i), NoiseShare = plan.NoiseShare(i) })],
        };
    }

    internal string ToText() => JsonSerializer.Serialize(this, TrainingJson.Default.StreamingDataManifest);
}

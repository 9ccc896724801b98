using System.Text.Json;
using Noble.Edge.Neurons;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary><c>dataset.json</c> of a folder of simulated steps: what training needs besides the traces.</summary>
internal static class TrainingManifest
{
    /// <summary>The manifest of a job, or of its shard.</summary>
    public static string Create(SimulationJob job, IReadOnlyList<DataSetNeuron> neurons)
    {
        var protocol = job.Protocol;
        var (first, count) = job.Shard.Of(job.Plan.Count);
        return Text(new DataSetManifest
        {
            Schema = DataSetManifest.CurrentSchema,
            Cell = $"{(job.CellSource.ContainsKey("builtIn") ? "built-in " : "")}cell {job.Cell.Name}",
            Solver = $"Noble.Edge.Neurons, {(protocol.Scheme == TimeScheme.CrankNicolson ? "Crank-Nicolson" : "backward Euler")}, {protocol.SolverStepMilliseconds} ms, {protocol.SettleMilliseconds} ms settled",
            Grid = new GridSpec
            {
                Length = new Decimator(job.Decimation).OutputLength(protocol.SampleCount),
                StepMilliseconds = protocol.SolverStepMilliseconds * job.Decimation,
                StimulusOnMilliseconds = job.Plan.StartMilliseconds,
                StimulusOffMilliseconds = job.Plan.EndMilliseconds,
            },
            CurrentRange = new CurrentRange { MinimumNanoamperes = job.Plan.RangeNanoamperes.Minimum, MaximumNanoamperes = job.Plan.RangeNanoamperes.Maximum },
            ReferenceNanoamperes = job.ReferenceNanoamperes,
            Seed = job.Plan.Seed ?? 0,
            Neurons = [.. neurons],
            Traces = [.. Enumerable.Range(first, count).Select(i => ToTrace(job.Plan.Trace(i)))],
        });
    }

    /// <summary>The manifest of all shards, from theirs in order.</summary>
    /// <exception cref="DataSetException">One cannot be read, or has other neurons.</exception>
    public static string Join(IReadOnlyList<string> paths)
    {
        var parts = paths.Select(DataSet.ReadManifest).ToArray();
        var different = Array.FindIndex(parts, part => Text(part with { Traces = [] }) != Text(parts[0] with { Traces = [] }));
        return different < 0
            ? Text(parts[0] with { Traces = [.. parts.SelectMany(part => part.Traces)] })
            : throw new DataSetException($"'{paths[0]}' and '{paths[different]}' differ in more than their traces");
    }

    private static DataSetTrace ToTrace(PlannedTrace trace) =>
        new() { Neuron = trace.Set, CurrentNanoamperes = ((StepStimulus)trace.Stimulus).AmplitudeNanoamperes };

    private static string Text(DataSetManifest manifest) => JsonSerializer.Serialize(manifest, TrainingJson.Default.DataSetManifest);
}

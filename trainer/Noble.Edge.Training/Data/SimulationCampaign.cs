using System.Text.Json;
using System.Text.Json.Nodes;
using Noble.Edge.Neurons;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Plans a training data set: surveys the neurons and chooses their currents zone by zone.</summary>
public static class SimulationCampaign
{
    /// <summary>Plans the traces, and the manifest that makes their folder a training data set.</summary>
    /// <param name="job">Cell, parameter sets, protocol and decimation; its plan is replaced.</param>
    /// <param name="options">Currents and seed.</param>
    /// <param name="onProgress">What is under way, neurons done, neurons in all.</param>
    /// <param name="cancellationToken">Stops within a moment.</param>
    /// <returns>The job with its plan and <see cref="DataSet.ManifestFile"/> beside it.</returns>
    /// <exception cref="DataSetException">A neuron does not fire repetitively in the range of currents.</exception>
    public static SimulationJob Plan(
        SimulationJob job, SimulationOptions options, Action<string, int, int> onProgress, CancellationToken cancellationToken)
    {
        var protocol = job.Protocol;
        onProgress("survey", 0, job.Sets.Count);
        var surveyed = new NeuronSurvey(new CurrentClampSimulator(job.Cell, protocol, options.Threads)).Survey(job.Sets, cancellationToken);
        onProgress("survey", job.Sets.Count, job.Sets.Count);

        var traces = surveyed
            .SelectMany((features, n) => CurrentPlan.For(features, options, n).Select(current => new DataSetTrace { Neuron = n, CurrentNanoamperes = current }))
            .ToArray();
        var manifest = new DataSetManifest
        {
            Schema = DataSetManifest.CurrentSchema,
            Cell = $"{(job.CellSource.ContainsKey("builtIn") ? "built-in " : "")}cell {job.Cell.Name}",
            Solver = $"Noble.Edge.Neurons, {(protocol.Scheme == TimeScheme.CrankNicolson ? "Crank-Nicolson" : "backward Euler")}, {protocol.SolverStepMilliseconds} ms, {protocol.SettleMilliseconds} ms settled",
            Grid = new GridSpec
            {
                Length = new Decimator(job.Decimation).OutputLength(protocol.SampleCount),
                StepMilliseconds = protocol.SolverStepMilliseconds * job.Decimation,
                StimulusOnMilliseconds = protocol.RestBeforeMilliseconds,
                StimulusOffMilliseconds = protocol.StepEndMilliseconds,
            },
            CurrentRange = new CurrentRange { MinimumNanoamperes = options.MinimumNanoamperes, MaximumNanoamperes = options.MaximumNanoamperes },
            Seed = options.Seed,
            Neurons = [.. surveyed.Select(features => new DataSetNeuron
            {
                Name = features.Name,
                Features = FeatureCatalogue.Names.ToDictionary(name => name, name => FeatureCatalogue.Find(name)!.Of(features)),
            })],
            Traces = traces,
        };
        return job with
        {
            Plan = new ListedPlan([.. traces.Select(trace => ToPlanned(trace, protocol, options.Seed))], options.Seed, Describe(options)),
            SideFiles = new Dictionary<string, string> { [DataSet.ManifestFile] = JsonSerializer.Serialize(manifest, TrainingJson.Default.DataSetManifest) },
        };
    }

    private static PlannedTrace ToPlanned(DataSetTrace trace, StepProtocol protocol, long seed) => new(
        trace.Neuron,
        new StepStimulus(trace.CurrentNanoamperes) { DelayMilliseconds = protocol.RestBeforeMilliseconds, DurationMilliseconds = protocol.StepMilliseconds },
        seed);

    private static JsonObject Describe(SimulationOptions options) => new()
    {
        ["kind"] = "zones of the F-I curve",
        ["sub_threshold"] = options.SubThreshold,
        ["transient"] = options.Transient,
        ["repetitive"] = options.Repetitive,
        ["minimum_nA"] = options.MinimumNanoamperes,
        ["maximum_nA"] = options.MaximumNanoamperes,
    };
}

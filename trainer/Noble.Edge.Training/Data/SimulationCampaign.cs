using System.Text.Json.Nodes;
using Noble.Edge.Neurons;

namespace Noble.Edge.Training;

/// <summary>Makes a data set for training of a simulation: surveys the neurons, and chooses their currents zone by zone.</summary>
public static class SimulationCampaign
{
    /// <summary>Surveys the neurons and plans the traces from what it finds.</summary>
    /// <param name="job">Cell, parameter sets, protocol and decimation; its plan is replaced.</param>
    /// <param name="options">Currents, seed, threads.</param>
    /// <param name="onProgress">What is under way, neurons done, neurons in all.</param>
    /// <param name="cancellationToken">Stops within a moment.</param>
    /// <returns>The job with its plan and its neurons' features.</returns>
    /// <exception cref="DataSetException">A neuron does not fire repetitively in the range of currents.</exception>
    public static SimulationJob Plan(
        SimulationJob job, SimulationOptions options, Action<string, int, int> onProgress, CancellationToken cancellationToken)
    {
        var protocol = StepTimes(job.Protocol);
        var own = job.Sets.Count;
        job = job with { Sets = [.. job.Sets, .. BlendedNeurons.Create(job, protocol, options, onProgress, cancellationToken)] };
        var surveyed = Survey(job, options.ReferenceNanoamperes, options.Threads, onProgress, cancellationToken);

        // A blend that lacks a feature, or has its onset outside the range of currents, is left out; an ordinary neuron is an error.
        var kept = Enumerable.Range(0, surveyed.Length).Where(n => n < own || IsUsable(surveyed[n], options)).ToArray();
        job = job with { Sets = [.. kept.Select(n => job.Sets[n])] };
        surveyed = [.. kept.Select(n => surveyed[n])];
        var traces = surveyed.SelectMany((features, n) => CurrentPlan.For(features, n < own ? options : BlendedNeurons.Traces(options), n).Select(current => new PlannedTrace(
            n,
            new StepStimulus(current) { DelayMilliseconds = protocol.RestBeforeMilliseconds, DurationMilliseconds = protocol.StepMilliseconds },
            options.Seed)));
        return job with
        {
            Plan = new ListedPlan([.. traces], options.Seed, (options.MinimumNanoamperes, options.MaximumNanoamperes), Describe(options)),
            Surveyed = [.. surveyed.Select((features, n) => ToNeuron(features) with { Origin = n < own ? null : BlendedNeurons.Origin })],
            ReferenceNanoamperes = options.ReferenceNanoamperes,
        };
    }

    /// <summary>Surveys the neurons of a job that has its plan of steps.</summary>
    /// <param name="job">The job.</param>
    /// <param name="threads">Most threads; 0 for one a core.</param>
    /// <param name="onProgress">What is under way, neurons done, neurons in all.</param>
    /// <param name="cancellationToken">Stops within a moment.</param>
    /// <returns>The job with its neurons' features.</returns>
    /// <exception cref="DataSetException">A neuron lacks a feature.</exception>
    public static SimulationJob AddSurvey(
        SimulationJob job, int threads, Action<string, int, int> onProgress, CancellationToken cancellationToken) =>
        job with { Surveyed = [.. Survey(job, job.ReferenceNanoamperes, threads, onProgress, cancellationToken).Select(ToNeuron)] };

    private static NeuronFeatures[] Survey(SimulationJob job, double reference, int threads, Action<string, int, int> onProgress, CancellationToken cancellationToken)
    {
        onProgress("survey", 0, job.Sets.Count);
        var surveyed = new NeuronSurvey(new CurrentClampSimulator(job.Cell, StepTimes(job.Protocol), threads), new SurveyOptions { ReferenceNanoamperes = reference }).Survey(job.Sets, cancellationToken);
        onProgress("survey", job.Sets.Count, job.Sets.Count);
        return surveyed;
    }

    // The published window; a job's own protocol has its times in its stimuli.
    private static StepProtocol StepTimes(StepProtocol protocol) => StepProtocol.Default with
    {
        SolverStepMilliseconds = protocol.SolverStepMilliseconds,
        SettleMilliseconds = protocol.SettleMilliseconds,
        Scheme = protocol.Scheme,
    };

    private static bool IsUsable(NeuronFeatures features, SimulationOptions options) =>
        FeatureCatalogue.Names.All(name => double.IsFinite(FeatureCatalogue.Find(name)!.Of(features)))
        && options.MinimumNanoamperes < features.RheobaseNanoamperes
        && features.ThresholdCurrentNanoamperes < options.MaximumNanoamperes;

    private static DataSetNeuron ToNeuron(NeuronFeatures features)
    {
        var values = FeatureCatalogue.Names.ToDictionary(name => name, name => FeatureCatalogue.Find(name)!.Of(features));
        var missing = values.FirstOrDefault(value => !double.IsFinite(value.Value)).Key;
        return missing is null
            ? new DataSetNeuron { Name = features.Name, Features = values }
            : throw new DataSetException($"neuron '{features.Name}' has no {missing}; expected a neuron that fires repetitively at 0.4 nA or less");
    }

    private static JsonObject Describe(SimulationOptions options) => new()
    {
        ["kind"] = "zones of the F-I curve",
        ["sub_threshold"] = options.SubThreshold,
        ["transient"] = options.Transient,
        ["repetitive"] = options.Repetitive,
        ["minimum_nA"] = options.MinimumNanoamperes,
        ["maximum_nA"] = options.MaximumNanoamperes,
        ["blends"] = options.Blends,
        ["blend_share"] = options.BlendShare,
        ["held_out"] = string.Join(",", options.HeldOutNeurons),
        ["reference_nA"] = options.ReferenceNanoamperes,
    };
}

using Noble.Edge.Operator;
using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>The streaming population of a run or of its replay: engine, stimulus and circuit by the settings.</summary>
internal sealed class StreamingPart : IDisposable
{
    /// <param name="settings">The run.</param>
    /// <param name="model">The model.</param>
    /// <param name="population">The neurons.</param>
    /// <param name="clock">The clock on which work is timed.</param>
    /// <param name="options">How it ticks.</param>
    /// <exception cref="UserMistakeException">The model has no streaming operator, or something does not fit it.</exception>
    internal StreamingPart(RunSettings settings, ModelBundle model, Population population, IMonotonicClock clock, TickOptions options)
    {
        var spec = Spec(model);
        var stimulus = settings.LiveRig.Stimulus.Create(population.Count, spec.StepMilliseconds);
        var sources = Sources(settings, population.Count, spec);
        var circuit = settings.LiveRig.Circuit?.Create(population.Count, spec);
        var points = Enumerable.Range(0, population.Count).Select(n => population.Features(n).ToArray()).ToArray();
        Engine = Engines.CreateStreaming(settings, new StreamingNeurons(model.Streaming!, model.Manifest.Latent, points));
        Description = $"{stimulus.Description}{(sources is null ? "" : $", {sources.Description}")}, tick {Text(settings.Tick.TotalMilliseconds)} ms";
        try
        {
            Population = new TickPopulation(Engine, stimulus, Current(settings, model), settings.Tick, options, clock, circuit, sources);
        }
        catch (ArgumentOutOfRangeException error)
        {
            Engine.Dispose();
            throw new UserMistakeException(error.Message, error);
        }
    }

    /// <summary>What the population and its stimulus are, in words.</summary>
    internal string Description { get; }

    internal IStreamingEngine Engine { get; }

    internal TickPopulation Population { get; }

    /// <summary>The current of all neurons at first [nA]: beside another stimulus, or conductances, none where nothing says so.</summary>
    internal static double Current(RunSettings settings, ModelBundle model) =>
        settings.CurrentNanoamperes ?? (settings.LiveRig.Stimulus.IsConstant && settings.LiveRig.Conductances.Count == 0 ? model.Manifest.CurrentRange.MaximumNanoamperes / 2 : 0);

    /// <summary>The model's streaming operator.</summary>
    /// <exception cref="UserMistakeException">It has none.</exception>
    internal static StreamingSpec Spec(ModelBundle model) => model.Manifest.Streaming
        ?? throw new UserMistakeException($"model '{model.Manifest.Name}' has no streaming operator, expected one that noble-train export has written into");

    /// <summary>Refuses what does not fit the model, before anything is opened.</summary>
    /// <exception cref="UserMistakeException">Something does not.</exception>
    internal static void Check(RunSettings settings, ModelBundle model)
    {
        var spec = Spec(model);
        try
        {
            TickPopulation.StepsOf(spec.StepMilliseconds, settings.Tick);
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw new UserMistakeException(error.Message, error);
        }

        spec.CurrentRange.Check(Current(settings, model));
        settings.LiveRig.Stimulus.Check(spec.StepMilliseconds);
        foreach (var conductance in settings.LiveRig.Conductances)
        {
            conductance.Check(spec.StepMilliseconds);
        }

        if (settings.LiveRig.Circuit is { } circuit && settings.Source is (PopulationSource.Drawn or PopulationSource.Training))
        {
            circuit.Create(settings.Neurons ?? RunSettings.DefaultNeurons, spec);
        }
    }

    public void Dispose() => Engine.Dispose();

    private static ConductanceSources? Sources(RunSettings settings, int neurons, StreamingSpec spec)
    {
        var conductances = settings.LiveRig.Conductances;
        return conductances.Count == 0
            ? null
            : new ConductanceSources(
                [.. conductances.Select(from => new ConductanceSource(from.Create(neurons, spec.StepMilliseconds), from.ReversalMillivolts))],
                neurons,
                spec.SynapticReferenceMillivolts,
                spec.MostConductanceNanosiemens);
    }

    private static string Text(double value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

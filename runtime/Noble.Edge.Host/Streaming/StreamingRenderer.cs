using Noble.Edge.Operator;

namespace Noble.Edge.Host;

/// <summary><c>noble-edge render --operator streaming</c>: from a model and settings to files.</summary>
internal static class StreamingRenderer
{
    /// <summary>Renders.</summary>
    /// <param name="folder">The model.</param>
    /// <param name="neurons">Checked settings of the population and the engine.</param>
    /// <param name="threads">Threads of a step; 0 for one a processor.</param>
    /// <param name="settings">What goes in and out.</param>
    /// <exception cref="UserMistakeException">The model has no streaming operator, or the input does not fit.</exception>
    internal static void Run(string folder, RunSettings neurons, int threads, StreamingRenderSettings settings)
    {
        var model = ModelBundle.Load(folder);
        if (model.Streaming is not { } weights)
        {
            throw new UserMistakeException($"{folder} has no streaming operator, expected one that noble-train export has written into");
        }

        var population = PopulationSources.Create(neurons, model, Errors.Warn);
        var cells = new StreamingNeurons(weights, model.Manifest.Latent, [.. Enumerable.Range(0, population.Count).Select(n => population.Features(n).ToArray())]);
        using var engine = Engine(neurons, model, cells, threads == 0 ? Environment.ProcessorCount : threads, settings.Draw);
        using var render = new StreamingRender(settings, engine, new StreamingStateFile(engine, model, population, settings.Draw, neurons.Seed));
        var picture = settings.Plot is { } plot ? new StreamingPicture(plot, population, render.Samples, render.SampleMilliseconds) : null;
        render.Run(picture);
        picture?.Write(model.Manifest.Name);
        var (notFinite, outOfRange) = engine.InputFaults;
        if (notFinite > 0)
        {
            Errors.Warn($"{notFinite} currents were no numbers and counted as 0 nA");
        }

        if (outOfRange > 0)
        {
            var range = weights.Spec.CurrentRange;
            Errors.Warn(FormattableString.Invariant($"{outOfRange} currents lay outside the trained {range.MinimumNanoamperes} to {range.MaximumNanoamperes} nA and were held at its end"));
        }
    }

    private static IStreamingEngine Engine(RunSettings settings, ModelBundle model, StreamingNeurons neurons, int threads, StreamingSpikeDraw draw) => settings.Engine.Kind switch
    {
        EngineKind.Reference => new StreamingReference(neurons, draw, settings.Seed),
        EngineKind.Onnx => StreamingOnnxEngine.Open(model, neurons, draw, settings.Seed, OnnxOptions(settings.Engine, threads), Errors.Warn),
        _ => StreamingEngine.Create(neurons, draw, settings.Seed, new StreamingEngineOptions { Threads = threads }),
    };

    private static OnnxEngineOptions OnnxOptions(EngineSettings settings, int threads) => new()
    {
        Providers = settings.Provider is { } provider ? [provider] : [OnnxProvider.Cuda, OnnxProvider.Cpu],
        Threads = threads,
        DeviceId = settings.Device ?? 0,
        LibraryPath = settings.Library,
    };
}

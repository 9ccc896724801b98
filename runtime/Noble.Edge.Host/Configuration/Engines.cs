using Noble.Edge.Operator;

namespace Noble.Edge.Host;

/// <summary>Engines by what a user asked for.</summary>
internal static class Engines
{
    private const int CpuBatch = 4;

    /// <summary>The engine that a population is rendered with.</summary>
    /// <param name="settings">Checked settings.</param>
    /// <param name="model">The model.</param>
    /// <param name="threads">Threads; 0 for one a processor.</param>
    /// <param name="warn">Takes a line for each provider that was to be tried before the one that runs.</param>
    internal static IOperatorEngine Create(EngineSettings settings, ModelBundle model, int threads, Action<string> warn) => settings.Kind switch
    {
        EngineKind.Onnx => CreateOnnx(settings, settings.Precision ?? OnnxPrecision.Fp32, model, threads, warn),
        EngineKind.Reference => new ReferenceEngine(model.Weights, model.Manifest.Grid.Length),
        _ => new SimdEngine(model.Weights, model.Manifest.Grid.Length),
    };

    /// <summary>The engine of a streaming population.</summary>
    /// <remarks>One thread, where nothing else was asked for: waking another takes longer than it saves in a tick.</remarks>
    internal static IStreamingEngine CreateStreaming(RunSettings settings, StreamingNeurons neurons) => settings.Engine.Kind == EngineKind.Reference
        ? new StreamingReference(neurons, settings.Draw ?? StreamingSpikeDraw.Median, settings.Seed)
        : StreamingEngine.Create(neurons, settings.Draw ?? StreamingSpikeDraw.Median, settings.Seed, new StreamingEngineOptions { Threads = Math.Clamp(settings.Threads, 1, 256) });

    /// <summary>ONNX Runtime with a graph of the model, with what was prepared for it where there is that.</summary>
    internal static OnnxEngine CreateOnnx(EngineSettings settings, OnnxPrecision precision, ModelBundle model, int threads, Action<string> warn)
    {
        var graph = OnnxEngine.GraphPath(model, precision);
        var runtime = OnnxRuntimeLibrary.Load(settings.Library);
        var options = Options(settings, graph, runtime, threads);
        if (options.Providers.Contains(OnnxProvider.TensorRt) && OnnxCache.CanBuild(runtime, options.DeviceId) && !OnnxCache.HasEngine(options.TensorRt.CacheFolder!))
        {
            warn($"onnx: TensorRT builds its engine of {Path.GetFileName(graph)} now, which can take minutes; noble-edge prepare does it ahead");
        }

        return OnnxEngine.Open(model, precision, options, warn);
    }

    /// <summary>Traces in a call: what was asked, else few on a CPU, whose caches they should fit, and many on a GPU.</summary>
    internal static int Batch(EngineSettings settings, IOperatorEngine engine) =>
        settings.Batch ?? (engine is OnnxEngine { Provider: not OnnxProvider.Cpu } ? TensorRtOptions.Default.Batch : CpuBatch);

    /// <summary>ONNX Runtime's options by what was asked.</summary>
    internal static OnnxEngineOptions Options(EngineSettings settings, string graph, OnnxRuntimeFacts runtime, int threads)
    {
        var root = settings.Cache ?? OnnxCache.DefaultRoot();
        var tensorRt = new TensorRtOptions { Batch = settings.Batch ?? TensorRtOptions.Default.Batch, CudaGraph = settings.CudaGraph ?? false };
        var folder = OnnxCache.CanBuild(runtime, settings.Device ?? 0) ? OnnxCache.FolderForTensorRt(root, graph, runtime, settings.Device ?? 0, tensorRt) : null;
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
        }

        return new OnnxEngineOptions
        {
            Providers = settings.Provider is { } provider ? [provider] : OnnxEngineOptions.Default.Providers,
            Threads = threads,
            DeviceId = settings.Device ?? 0,
            LibraryPath = settings.Library,
            TensorRt = tensorRt with { CacheFolder = folder },
        };
    }
}

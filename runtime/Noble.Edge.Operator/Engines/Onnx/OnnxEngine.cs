namespace Noble.Edge.Operator;

/// <summary>
/// A model's ONNX graph in ONNX Runtime: on TensorRT, else CUDA, else the CPU. For the model's own grid length alone.
/// </summary>
/// <remarks>
/// Hot path: <see cref="Forward"/> runs straight out of the caller's input and into the caller's output. It allocates nothing while it is
/// called with buffers and batches that it knows, the last 16 of them: native memory, or pinned arrays, which stay where they are. What a
/// provider with memory of its own costs besides is a copy each way and the binding of the input, about a hundred bytes a call.
/// </remarks>
public sealed unsafe class OnnxEngine : IOperatorEngine
{
    private const int KnownBindings = 16;

    private readonly OnnxSession _session;
    private readonly OnnxBinding?[] _bindings = new OnnxBinding?[KnownBindings]; // a ring
    private readonly CudaGraphBuffers? _graphBuffers;
    private readonly int _largestBatch;
    private int _oldest;
    private bool _disposed;

    /// <param name="path">The graph, as <see cref="OnnxGraph"/> says.</param>
    /// <param name="shape">Sizes of the network that it holds.</param>
    /// <param name="length">Samples of its time axis.</param>
    /// <param name="precision">Its arithmetic.</param>
    /// <param name="options">Null for <see cref="OnnxEngineOptions.Default"/>.</param>
    /// <param name="notice">Takes one line for each provider that was to be tried before the one that runs, with the reason; null for none.</param>
    /// <exception cref="OnnxEngineException">ONNX Runtime, or every provider asked for, is missing here.</exception>
    /// <exception cref="ModelFileException">The graph is missing, damaged, or not as its contract says.</exception>
    public OnnxEngine(string path, NetworkShape shape, int length, OnnxPrecision precision, OnnxEngineOptions? options = null, Action<string>? notice = null)
        : this(path, shape, length, precision, options ?? OnnxEngineOptions.Default, OnnxRuntimeLibrary.Load(options?.LibraryPath), notice)
    {
    }

    internal OnnxEngine(string path, NetworkShape shape, int length, OnnxPrecision precision, OnnxEngineOptions options, OnnxRuntimeFacts runtime, Action<string>? notice)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(shape);
        EngineArguments.CheckLength(shape, length);
        (Shape, Length, Runtime, Precision) = (shape, length, runtime, precision);
        _session = OnnxSession.Open(path, precision, options, runtime, shape.InputChannels, length, notice);
        _largestBatch = Provider == OnnxProvider.TensorRt ? options.TensorRt.Batch : int.MaxValue;
        if (Provider == OnnxProvider.TensorRt && options.TensorRt.CudaGraph)
        {
            _graphBuffers = new CudaGraphBuffers(_session, options.DeviceId, _largestBatch);
        }

        string where = Provider == OnnxProvider.Cpu ? "CPU" : $"{OnnxProviders.Name(Provider)} on {NvidiaLibraries.Gpu(options.DeviceId) ?? $"GPU {options.DeviceId}"}";
        Description = FormattableString.Invariant($"onnx, {where}, ONNX Runtime {runtime.Version}, {precision.ToString().ToLowerInvariant()}, {Path.GetFileName(path)}");
    }

    /// <inheritdoc/>
    public NetworkShape Shape { get; }

    /// <inheritdoc/>
    public int Length { get; }

    /// <inheritdoc/>
    public string Description { get; }

    /// <summary>The provider that runs.</summary>
    public OnnxProvider Provider => _session.Provider;

    /// <summary>Arithmetic of the graph.</summary>
    public OnnxPrecision Precision { get; }

    /// <summary>The ONNX Runtime that runs.</summary>
    public OnnxRuntimeFacts Runtime { get; }

    /// <summary>Opens a model's graph of a precision.</summary>
    /// <exception cref="ModelBundleException">The model has no such graph.</exception>
    /// <inheritdoc cref="OnnxEngine(string, NetworkShape, int, OnnxPrecision, OnnxEngineOptions, Action{string})"/>
    public static OnnxEngine Open(ModelBundle model, OnnxPrecision precision, OnnxEngineOptions? options = null, Action<string>? notice = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new OnnxEngine(GraphPath(model, precision), model.Manifest.Network, model.Manifest.Grid.Length, precision, options, notice);
    }

    /// <summary>Path of a model's graph of a precision.</summary>
    /// <exception cref="ModelBundleException">The model has no such graph.</exception>
    public static string GraphPath(ModelBundle model, OnnxPrecision precision)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Graph(precision) is { } graph)
        {
            return Path.Combine(model.Folder, graph.File);
        }

        string there = string.Join(", ", (model.Manifest.Onnx ?? []).Select(other => other.Precision.ToString().ToLowerInvariant()));
        throw new ModelBundleException(
            Path.Combine(model.Folder, ModelBundle.ManifestFile),
            $"has no ONNX graph of precision {precision.ToString().ToLowerInvariant()}, expected {(there.Length > 0 ? $"one of those it has: {there}" : "one made by noble-train export or quantize")}");
    }

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> input, int batch, Span<float> output)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        EngineArguments.CheckBuffers(this, input, batch, output);
        fixed (float* inputAt = input, outputAt = output)
        {
            for (long first = 0; first < batch; first += _largestBatch)
            {
                float* x = inputAt + ((nint)first * Shape.InputChannels * Length);
                float* y = outputAt + ((nint)first * Length);
                int count = (int)Math.Min(_largestBatch, batch - first);
                if (_graphBuffers is not null)
                {
                    _graphBuffers.Run(x, y, count);
                }
                else
                {
                    Binding(x, y, count).Run();
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _graphBuffers?.Dispose();
        foreach (OnnxBinding? binding in _bindings)
        {
            binding?.Dispose();
        }

        _session.Dispose();
    }

    private OnnxBinding Binding(float* input, float* output, int batch)
    {
        foreach (OnnxBinding? known in _bindings)
        {
            if (known is not null && known.Input == (nint)input && known.Output == (nint)output && known.Batch == batch)
            {
                return known;
            }
        }

        _bindings[_oldest]?.Dispose();
        var binding = new OnnxBinding(_session, input, output, batch);
        _bindings[_oldest] = binding;
        _oldest = (_oldest + 1) % KnownBindings;
        return binding;
    }
}

using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Noble.Edge.Operator;

/// <summary>
/// The streaming operator with its network in ONNX Runtime, on CUDA or the CPU. State and spikes are the reference's own arithmetic; the network's sums are
/// ONNX Runtime's, so that voltages differ by roundings and a spike may come a rounding earlier or later.
/// </summary>
public sealed class StreamingOnnxEngine : IStreamingEngine
{
    private readonly StreamingCells _cells;
    private readonly OnnxSession _session;
    private readonly float[] _outputs; // [neuron, 2]
    private readonly OrtValue _state;
    private readonly OrtValue _modulation;
    private readonly OrtValue _output;
    private readonly OrtIoBinding _binding;
    private bool _disposed;

    /// <summary>Opens a graph and puts neurons to rest.</summary>
    /// <param name="path">The graph, as <see cref="StreamingGraph"/> says.</param>
    /// <param name="neurons">The neurons.</param>
    /// <param name="draw">How spikes are drawn.</param>
    /// <param name="seed">Seed of the drawn ones; neuron n has the stream n.</param>
    /// <param name="options">Null for <see cref="OnnxEngineOptions.Default"/>; TensorRT among the providers is passed over.</param>
    /// <param name="notice">Takes a line for each provider that was to be tried before the one that runs; null for none.</param>
    /// <exception cref="OnnxEngineException">ONNX Runtime, or every provider asked for, is missing here.</exception>
    /// <exception cref="ModelFileException">The graph is missing, damaged, or not as its contract says.</exception>
    public StreamingOnnxEngine(
        string path, StreamingNeurons neurons, StreamingSpikeDraw draw = StreamingSpikeDraw.Median, ulong seed = 1, OnnxEngineOptions? options = null, Action<string>? notice = null)
    {
        ArgumentNullException.ThrowIfNull(neurons);
        _cells = new StreamingCells(neurons, draw, seed);
        options ??= OnnxEngineOptions.Default;
        OnnxProvider[] providers = [.. options.Providers.Where(provider => provider != OnnxProvider.TensorRt)];
        if (providers.Length == 0)
        {
            throw new OnnxEngineException("the streaming operator runs on CUDA and CPU, expected one of them among the providers");
        }

        var runtime = OnnxRuntimeLibrary.Load(options.LibraryPath);
        var (inputs, modulations) = (Spec.InputCount(), Spec.ModulationCount());
        _session = OnnxSession.Open(path, OnnxPrecision.Fp32, options with { Providers = providers }, runtime, inputs, 1, session => Check(path, session, inputs, modulations), notice);
        _outputs = new float[neurons.Count * StreamingWeights.OutputCount];
        float[] modulation = [.. Enumerable.Range(0, neurons.Count).SelectMany(n => neurons.Modulation(n).ToArray())];
        _state = Value(_cells.StateMemory, inputs);
        _modulation = Value(modulation, modulations);
        _output = Value(_outputs, StreamingWeights.OutputCount);
        _binding = _session.Session.CreateIoBinding();
        _binding.BindInput(StreamingGraph.StateName, _state);
        _binding.BindInput(StreamingGraph.ModulationName, _modulation);
        _binding.BindOutput(StreamingGraph.OutputName, _output);
        Description = $"onnx, {OnnxProviders.Name(_session.Provider)}, ONNX Runtime {runtime.Version}, {Path.GetFileName(path)}";
        Reset();
    }

    /// <inheritdoc/>
    public StreamingSpec Spec => _cells.Spec;

    /// <inheritdoc/>
    public int NeuronCount => _cells.Count;

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public long Time => _cells.Time;

    /// <inheritdoc/>
    public ReadOnlySpan<float> Voltage => _cells.Voltage;

    /// <inheritdoc/>
    public ReadOnlySpan<float> NextSpike => _cells.NextSpike;

    /// <inheritdoc/>
    public (long NotFinite, long OutOfRange) InputFaults => _cells.InputFaults;

    /// <inheritdoc/>
    public int StateLength => StreamingState.Length(Spec, NeuronCount);

    /// <summary>Opens a model's own graph.</summary>
    /// <exception cref="ModelBundleException">The model has none.</exception>
    /// <inheritdoc cref="StreamingOnnxEngine(string, StreamingNeurons, StreamingSpikeDraw, ulong, OnnxEngineOptions, Action{string})"/>
    public static StreamingOnnxEngine Open(
        ModelBundle model, StreamingNeurons neurons, StreamingSpikeDraw draw = StreamingSpikeDraw.Median, ulong seed = 1, OnnxEngineOptions? options = null, Action<string>? notice = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Manifest.Streaming?.Onnx is { } graph
            ? new StreamingOnnxEngine(Path.Combine(model.Folder, graph.File), neurons, draw, seed, options, notice)
            : throw new ModelBundleException(Path.Combine(model.Folder, ModelBundle.ManifestFile), "has no ONNX graph of a streaming operator, expected one, or another engine");
    }

    /// <inheritdoc/>
    public void Step(ReadOnlySpan<float> currentNanoamperes, ReadOnlySpan<float> conductanceNanosiemens = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _cells.Advance(currentNanoamperes, conductanceNanosiemens);
        Read();
    }

    /// <inheritdoc/>
    public void Reset()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _cells.Clear();
        Read();
    }

    /// <inheritdoc/>
    public void Save(Span<float> state) => _cells.Save(state);

    /// <inheritdoc/>
    public void Restore(ReadOnlySpan<float> state) => _cells.Restore(state);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _binding.Dispose();
        _state.Dispose();
        _modulation.Dispose();
        _output.Dispose();
        _session.Dispose();
    }

    private void Read()
    {
        // A provider with memory of its own gets its copy of an input when the input is bound.
        if (_session.Provider != OnnxProvider.Cpu)
        {
            _binding.BindInput(StreamingGraph.StateName, _state);
            _binding.SynchronizeBoundInputs();
        }

        _session.Session.RunWithBinding(_session.RunOptions, _binding);
        if (_session.Provider != OnnxProvider.Cpu)
        {
            _binding.SynchronizeBoundOutputs();
        }

        for (var n = 0; n < NeuronCount; n++)
        {
            _cells.Put(n, _outputs[2 * n], _outputs[(2 * n) + 1]);
        }
    }

    private OrtValue Value(Memory<float> values, int columns) => OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values, [NeuronCount, columns]);

    private static void Check(string path, InferenceSession session, int inputs, int modulations)
    {
        CheckSide("input", session.InputMetadata, [(StreamingGraph.StateName, inputs), (StreamingGraph.ModulationName, modulations)]);
        CheckSide("output", session.OutputMetadata, [(StreamingGraph.OutputName, StreamingWeights.OutputCount)]);

        void CheckSide(string side, IReadOnlyDictionary<string, NodeMetadata> found, (string Name, int Columns)[] expected)
        {
            var text = string.Join(", ", expected.Select(tensor => $"'{tensor.Name}' float32 [neuron, {tensor.Columns}]"));
            var fits = found.Count == expected.Length && expected.All(tensor =>
                found.TryGetValue(tensor.Name, out var actual) && actual.IsTensor && actual.ElementDataType == TensorElementType.Float
                && actual.Dimensions is [< 0, var columns] && columns == tensor.Columns);
            if (!fits)
            {
                throw new ModelFileException(path, side, text, string.Join(", ", found.Select(tensor => $"'{tensor.Key}' [{string.Join(", ", tensor.Value.Dimensions ?? [])}]")));
            }
        }
    }
}

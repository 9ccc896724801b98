using System.CommandLine;

namespace Noble.Edge.Host;

/// <summary>The options that choose an engine, the same for every command that evaluates the operator.</summary>
internal sealed class EngineOptions
{
    private readonly Option<string> _engine = Arguments.Text("--engine", "simd: plain C# (default); onnx: the model's ONNX graph in ONNX Runtime; reference: float64, seconds a trace", "simd|onnx|reference");
    private readonly Option<string> _precision = Arguments.Text("--precision", "ONNX graph to run; default fp32", "fp32|fp16|int8");
    private readonly Option<string> _provider = Arguments.Text("--provider", "auto: TensorRT, else CUDA, else the CPU (default); or one of them and no other", "auto|tensorrt|cuda|cpu");
    private readonly Option<int?> _device = Arguments.Whole("--device", "GPU; default 0");
    private readonly Option<int?> _batch = Arguments.Whole("--batch", "Traces in a call of ONNX Runtime; default 16 on a GPU, 4 on a CPU");
    private readonly Option<string> _library = Arguments.Text("--onnxruntime", "ONNX Runtime's libonnxruntime.so or its folder, as a Jetson needs; default NOBLE_EDGE_ONNXRUNTIME, else the one that comes along", "PATH");
    private readonly Option<string> _cache = Arguments.Text("--cache", "Folder of prepared engines; default ~/.cache/noble-edge", "DIR");
    private readonly Option<bool> _cudaGraph = Arguments.Flag("--cuda-graph", "TensorRT: capture the launches of a call once and replay them");

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="choosesEngine">Whether it can run another engine than ONNX Runtime.</param>
    internal EngineOptions AddTo(Command command, bool choosesEngine = true)
    {
        Option[] options = [_engine, _precision, _provider, _device, _batch, _library, _cache, _cudaGraph];
        foreach (var option in options.Skip(choosesEngine ? 0 : 1))
        {
            command.Add(option);
        }

        return this;
    }

    /// <summary>Puts what was given over the settings.</summary>
    internal EngineSettings Apply(ParseResult parsed, EngineSettings settings) => settings with
    {
        Kind = parsed.GetValue(_engine) is { } kind ? EngineSettings.ParseKind(kind) : settings.Kind,
        Precision = parsed.GetValue(_precision) is { } precision ? EngineSettings.ParsePrecision(precision) : settings.Precision,
        Provider = parsed.GetValue(_provider) is { } provider ? EngineSettings.ParseProvider(provider) : settings.Provider,
        Device = parsed.GetValue(_device) ?? settings.Device,
        Batch = parsed.GetValue(_batch) ?? settings.Batch,
        Library = parsed.GetValue(_library) ?? settings.Library,
        Cache = parsed.GetValue(_cache) ?? settings.Cache,
        CudaGraph = parsed.GetValue(_cudaGraph) ? true : settings.CudaGraph,
    };
}

namespace Noble.Edge.Operator;

/// <summary>How TensorRT builds and runs an engine; read once, at construction.</summary>
public sealed record TensorRtOptions
{
    /// <summary>The defaults below.</summary>
    public static TensorRtOptions Default { get; } = new();

    /// <summary>Whether layers may run in float16; null, the default, for what the graph's precision says: yes for fp16 and int8.</summary>
    public bool? AllowFp16 { get; init; }

    /// <summary>Whether layers may run in int8; null, the default, for what the graph's precision says. The graph's own Q/DQ nodes give the ranges, no calibration table is read.</summary>
    public bool? AllowInt8 { get; init; }

    /// <summary>
    /// Traces in one call at most, default 16, range 1 to 1024: the engine is built for 1 to so many and tuned for so many. A larger batch is
    /// evaluated in several calls.
    /// </summary>
    public int Batch
    {
        get;
        init => field = InRange(value, 1, 1024, nameof(Batch));
    } = 16;

    /// <summary>Folder in which built engines and the timing cache are kept; null, the default, keeps none. See <see cref="OnnxCache"/>.</summary>
    public string? CacheFolder
    {
        get;
        init => field = value is null || value.Length > 0 ? value : throw new ArgumentOutOfRangeException(nameof(CacheFolder), value, "CacheFolder must be a folder's path or null, found an empty text");
    }

    /// <summary>Whether measured times of layers are kept beside the engines, so that the next build is faster; default yes. Needs <see cref="CacheFolder"/>.</summary>
    public bool TimingCache { get; init; } = true;

    /// <summary>
    /// Whether the launches of a run are captured once and replayed, default no. Input and output then go through buffers on the device that
    /// stay where they are, and every call has the same batch.
    /// </summary>
    public bool CudaGraph { get; init; }

    /// <summary>Memory that TensorRT may use while it tries layers, in mebibytes, default 1024, range 16 to 65,536.</summary>
    public int MaximumWorkspaceMebibytes
    {
        get;
        init => field = InRange(value, 16, 65_536, nameof(MaximumWorkspaceMebibytes));
    } = 1024;

    /// <summary>How long the builder searches, default 3 (TensorRT's own), range 0 (fast build) to 5 (fast engine).</summary>
    public int BuilderOptimizationLevel
    {
        get;
        init => field = InRange(value, 0, 5, nameof(BuilderOptimizationLevel));
    } = 3;

    /// <summary>Keys and values as ONNX Runtime's TensorRT provider takes them.</summary>
    /// <param name="precision">Of the graph.</param>
    /// <param name="deviceId">The GPU.</param>
    /// <param name="channels">C of the graph's input.</param>
    /// <param name="length">L of the graph's input.</param>
    internal Dictionary<string, string> ToProviderOptions(OnnxPrecision precision, int deviceId, int channels, int length)
    {
        string Shape(int batch) => FormattableString.Invariant($"{OnnxGraph.InputName}:{batch}x{channels}x{length}");
        var options = new Dictionary<string, string>
        {
            ["device_id"] = Text(deviceId),
            ["trt_fp16_enable"] = Flag(AllowFp16 ?? precision is OnnxPrecision.Fp16 or OnnxPrecision.Int8),
            ["trt_int8_enable"] = Flag(AllowInt8 ?? precision is OnnxPrecision.Int8),
            ["trt_max_workspace_size"] = (MaximumWorkspaceMebibytes * 1024L * 1024L).ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["trt_builder_optimization_level"] = Text(BuilderOptimizationLevel),
            ["trt_profile_min_shapes"] = Shape(CudaGraph ? Batch : 1),
            ["trt_profile_opt_shapes"] = Shape(Batch),
            ["trt_profile_max_shapes"] = Shape(Batch),
            ["trt_cuda_graph_enable"] = Flag(CudaGraph),
            ["trt_engine_cache_enable"] = Flag(CacheFolder is not null),
            ["trt_timing_cache_enable"] = Flag(CacheFolder is not null && TimingCache),
        };
        if (CacheFolder is not null)
        {
            options["trt_engine_cache_path"] = CacheFolder;
            options["trt_timing_cache_path"] = CacheFolder;
        }

        return options;
    }

    private static string Flag(bool on) => on ? "1" : "0";

    private static string Text(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static int InRange(int value, int lowest, int highest, string name) =>
        value >= lowest && value <= highest
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be from {lowest} to {highest}, found {value}");
}

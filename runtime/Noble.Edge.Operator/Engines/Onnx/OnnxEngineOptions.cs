namespace Noble.Edge.Operator;

/// <summary>How an <see cref="OnnxEngine"/> evaluates; read once, at construction.</summary>
public sealed record OnnxEngineOptions
{
    /// <summary>TensorRT, else CUDA, else the CPU, one thread a core.</summary>
    public static OnnxEngineOptions Default { get; } = new();

    /// <summary>
    /// Providers to try, in this order, default TensorRT, CUDA, CPU. The first one that this ONNX Runtime has and that starts runs; why the
    /// ones before it do not is said in a notice each. Without the CPU among them there is no falling back to it.
    /// </summary>
    public IReadOnlyList<OnnxProvider> Providers
    {
        get;
        init => field = value is { Count: > 0 } && value.All(Enum.IsDefined) && value.Distinct().Count() == value.Count
            ? [.. value]
            : throw new ArgumentOutOfRangeException(nameof(Providers), value, "Providers must name at least one of TensorRt, Cuda and Cpu, each at most once");
    } = [OnnxProvider.TensorRt, OnnxProvider.Cuda, OnnxProvider.Cpu];

    /// <summary>Threads of the CPU provider, default 0 (one for each core), range 0 to 256.</summary>
    public int Threads
    {
        get;
        init => field = value is >= 0 and <= 256
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Threads), value, $"Threads must be from 0 (one for each core) to 256, found {value}");
    }

    /// <summary>Whether idle threads of the CPU provider keep their cores busy for a while, which saves microseconds and takes the cores from a pacer; default no.</summary>
    public bool Spinning { get; init; }

    /// <summary>The GPU, default 0, range 0 to 63.</summary>
    public int DeviceId
    {
        get;
        init => field = value is >= 0 and <= 63
            ? value
            : throw new ArgumentOutOfRangeException(nameof(DeviceId), value, $"DeviceId must be from 0 to 63, found {value}");
    }

    /// <summary>
    /// ONNX Runtime's native library: the file, or the folder that holds libonnxruntime.so. Null, the default, for the one that
    /// <see cref="OnnxRuntimeLibrary.PathVariable"/> names, else the one beside the program, else the system's. One process loads one.
    /// </summary>
    public string? LibraryPath { get; init; }

    /// <summary>TensorRT's own options.</summary>
    public TensorRtOptions TensorRt { get; init; } = TensorRtOptions.Default;
}

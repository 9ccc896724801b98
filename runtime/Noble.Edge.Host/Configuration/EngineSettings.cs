using Noble.Edge.Operator;

namespace Noble.Edge.Host;

/// <summary>Which engine, and how; what is null was not said.</summary>
internal sealed record EngineSettings
{
    /// <summary>Engine; null for simd.</summary>
    public EngineKind? Kind { get; init; }

    /// <summary>Precision of the ONNX graph; null for fp32, or whatever the command takes then.</summary>
    public OnnxPrecision? Precision { get; init; }

    /// <summary>Provider; null for the best that is there.</summary>
    public OnnxProvider? Provider { get; init; }

    /// <summary>GPU; null for the first.</summary>
    public int? Device
    {
        get;
        init => field = value is null or (>= 0 and <= 63) ? value : throw new UserMistakeException($"device {value}: expected 0 to 63");
    }

    /// <summary>Traces in a call; null for 16 on a GPU, 4 on a CPU.</summary>
    public int? Batch
    {
        get;
        init => field = value is null or (>= 1 and <= 1024) ? value : throw new UserMistakeException($"batch {value}: expected 1 to 1024");
    }

    /// <summary>File or folder of ONNX Runtime; null for the default.</summary>
    public string? Library { get; init; }

    /// <summary>Cache of built engines; null for the user's.</summary>
    public string? Cache { get; init; }

    /// <summary>Whether launches are captured in a CUDA graph; null for no.</summary>
    public bool? CudaGraph { get; init; }

    /// <exception cref="UserMistakeException">There is no such engine.</exception>
    internal static EngineKind ParseKind(string text) => text switch
    {
        "simd" => EngineKind.Simd,
        "onnx" => EngineKind.Onnx,
        "reference" => EngineKind.Reference,
        _ => throw new UserMistakeException($"engine '{text}': expected simd, onnx or reference"),
    };

    /// <exception cref="UserMistakeException">There is no such precision.</exception>
    internal static OnnxPrecision ParsePrecision(string text) => text switch
    {
        "fp32" => OnnxPrecision.Fp32,
        "fp16" => OnnxPrecision.Fp16,
        "int8" => OnnxPrecision.Int8,
        _ => throw new UserMistakeException($"precision '{text}': expected fp32, fp16 or int8"),
    };

    /// <returns>Null for auto.</returns>
    /// <exception cref="UserMistakeException">There is no such provider.</exception>
    internal static OnnxProvider? ParseProvider(string text) => text switch
    {
        "auto" => null,
        "tensorrt" => OnnxProvider.TensorRt,
        "cuda" => OnnxProvider.Cuda,
        "cpu" => OnnxProvider.Cpu,
        _ => throw new UserMistakeException($"provider '{text}': expected auto, tensorrt, cuda or cpu"),
    };

    /// <summary>Refuses what is for another engine: it would have no effect.</summary>
    /// <exception cref="UserMistakeException">Something is said that only ONNX Runtime takes, and another engine runs.</exception>
    internal void Check()
    {
        if ((Kind ?? EngineKind.Simd) == EngineKind.Onnx)
        {
            return;
        }

        var (name, said) = new[]
        {
            ("precision", Precision is not null),
            ("provider", Provider is not null),
            ("device", Device is not null),
            ("batch", Batch is not null),
            ("onnxruntime", Library is not null),
            ("cache", Cache is not null),
            ("cuda-graph", CudaGraph is true),
        }.FirstOrDefault(option => option.Item2);
        if (said)
        {
            throw new UserMistakeException($"--{name} is for ONNX Runtime, expected --engine onnx with it");
        }
    }
}

using Microsoft.ML.OnnxRuntime;

namespace Noble.Edge.Operator;

/// <summary>Names of the providers, and how each is added to a session.</summary>
internal static class OnnxProviders
{
    /// <summary>For people: "TensorRT".</summary>
    public static string Name(OnnxProvider provider) => provider switch
    {
        OnnxProvider.TensorRt => "TensorRT",
        OnnxProvider.Cuda => "CUDA",
        _ => "CPU",
    };

    /// <summary>ONNX Runtime's own name.</summary>
    public static string RuntimeName(OnnxProvider provider) => provider switch
    {
        OnnxProvider.TensorRt => "TensorrtExecutionProvider",
        OnnxProvider.Cuda => "CUDAExecutionProvider",
        _ => "CPUExecutionProvider",
    };

    /// <summary>Options of a session on a provider.</summary>
    /// <exception cref="OnnxRuntimeException">The provider does not start, for want of a library or a GPU.</exception>
    /// <exception cref="EntryPointNotFoundException">The provider is not in this build.</exception>
    public static SessionOptions Session(OnnxProvider provider, OnnxEngineOptions options, OnnxPrecision precision, int channels, int length)
    {
        var session = new SessionOptions();
        try
        {
            if (provider == OnnxProvider.TensorRt)
            {
                using var tensorRt = new OrtTensorRTProviderOptions();
                tensorRt.UpdateOptions(options.TensorRt.ToProviderOptions(precision, options.DeviceId, channels, length));
                session.AppendExecutionProvider_Tensorrt(tensorRt);
            }

            // What TensorRT cannot take goes to CUDA. A graph with a node for neither does not start, for it would run at the pace of that node.
            if (provider is OnnxProvider.TensorRt or OnnxProvider.Cuda)
            {
                using var cuda = new OrtCUDAProviderOptions();
                cuda.UpdateOptions(CudaOptions(options.DeviceId));
                session.AppendExecutionProvider_CUDA(cuda);
                session.AddSessionConfigEntry("session.disable_cpu_ep_fallback", "1");
            }

            session.GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL;
            session.IntraOpNumThreads = options.Threads;
            session.AddSessionConfigEntry("session.intra_op.allow_spinning", options.Spinning ? "1" : "0");
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Keys and values as ONNX Runtime's CUDA provider takes them.</summary>
    internal static Dictionary<string, string> CudaOptions(int deviceId) => new()
    {
        ["device_id"] = deviceId.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["cudnn_conv_algo_search"] = "EXHAUSTIVE",
        ["use_tf32"] = "0", // a float32 graph is to be float32
    };
}

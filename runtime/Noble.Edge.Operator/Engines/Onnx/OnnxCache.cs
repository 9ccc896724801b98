using System.Security.Cryptography;

namespace Noble.Edge.Operator;

/// <summary>
/// Where built engines are kept: a folder for each graph, GPU and version, since an engine is good for those alone. What does not fit any
/// more is never found again.
/// </summary>
public static class OnnxCache
{
    private const int HashDigits = 16;

    /// <summary>The user's cache: <c>$XDG_CACHE_HOME/noble-edge</c>, by default <c>~/.cache/noble-edge</c>.</summary>
    public static string DefaultRoot()
    {
        // The specification of these variables has relative paths ignored.
        string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Path.Combine(Path.IsPathRooted(cache) ? cache! : Path.Combine(home, ".cache"), "noble-edge");
    }

    /// <summary>The folder for engines of a graph on a GPU, named by the graph's hash, GPU, ONNX Runtime, TensorRT and batch.</summary>
    /// <param name="root">The cache.</param>
    /// <param name="graphFile">The graph.</param>
    /// <param name="runtime">The ONNX Runtime that builds and runs it.</param>
    /// <param name="deviceId">The GPU.</param>
    /// <param name="options">How it is built.</param>
    public static string FolderForTensorRt(string root, string graphFile, OnnxRuntimeFacts runtime, int deviceId, TensorRtOptions options) => Folder(
        root,
        graphFile,
        NvidiaLibraries.Gpu(deviceId) ?? $"gpu{deviceId}",
        $"ort{runtime.Version}",
        $"trt{NvidiaLibraries.TensorRtVersion() ?? "-none"}",
        $"batch{options.Batch}{(options.CudaGraph ? "-graph" : "")}");

    /// <summary>Whether an engine can be built at all here: there is such a GPU, and TensorRT. Why not is said when it is tried.</summary>
    public static bool CanBuild(OnnxRuntimeFacts runtime, int deviceId) =>
        runtime.Has(OnnxProvider.TensorRt) && NvidiaLibraries.Gpu(deviceId) is not null && NvidiaLibraries.TensorRtVersion() is not null;

    /// <summary>Whether a folder holds an engine that TensorRT built.</summary>
    public static bool HasEngine(string folder) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.engine").Any();

    internal static string Folder(string root, string graphFile, params ReadOnlySpan<string> key)
    {
        using FileStream file = File.OpenRead(graphFile);
        string hash = Convert.ToHexStringLower(SHA256.HashData(file))[..HashDigits];
        var parts = new List<string> { hash };
        foreach (string part in key)
        {
            parts.Add(string.Concat(part.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_')).Trim('_'));
        }

        return Path.Combine(root, string.Join('-', parts));
    }
}

using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Noble.Edge.Operator;

/// <summary>
/// ONNX Runtime's native library: found, loaded when it is first needed and never before, with its telemetry off from the start.
/// </summary>
public static unsafe partial class OnnxRuntimeLibrary
{
    /// <summary>Environment variable with the path of the library's file or folder, as <see cref="OnnxEngineOptions.LibraryPath"/>.</summary>
    public const string PathVariable = "NOBLE_EDGE_ONNXRUNTIME";

    private const string FileName = "libonnxruntime.so";

    // The function table that the managed binding asks the library for.
    private const uint ApiVersion = 31;

    private static readonly Lock Gate = new();
    private static string? _loaded; // the path or name that this process loaded
    private static nint _handle;
    private static string _version = "";

    /// <summary>Loads the library, once for the process.</summary>
    /// <param name="path">File or folder; null for the default (see <see cref="OnnxEngineOptions.LibraryPath"/>).</param>
    /// <returns>Where it is and what it can do.</returns>
    /// <exception cref="OnnxEngineException">It is not there, cannot be loaded, is too old, or another one is loaded already.</exception>
    public static OnnxRuntimeFacts Load(string? path = null)
    {
        lock (Gate)
        {
            string? wanted = path ?? (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } variable ? variable : null);
            string file = wanted is null ? Default() : Locate(wanted);
            if (_handle == 0)
            {
                Initialize(file);
            }
            else if (wanted is not null && file != _loaded)
            {
                throw new OnnxEngineException($"{file}: this process has loaded {_loaded} already, expected one ONNX Runtime in a process");
            }

            return new OnnxRuntimeFacts(_loaded!, _version, OrtEnv.Instance().GetAvailableProviders());
        }
    }

    private static string Default()
    {
        string beside = Path.Combine(AppContext.BaseDirectory, FileName);
        string packaged = Path.Combine(AppContext.BaseDirectory, "runtimes", $"linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}", "native", FileName);
        return File.Exists(beside) ? beside : File.Exists(packaged) ? packaged : FileName;
    }

    private static string Locate(string path)
    {
        string file = Path.GetFullPath(Directory.Exists(path) ? Path.Combine(path, FileName) : path);
        return File.Exists(file)
            ? file
            : throw new OnnxEngineException($"{path}: no such file, expected ONNX Runtime's {FileName} or the folder that holds it");
    }

    private static void Initialize(string file)
    {
        // The library reads this once, when it is loaded: only then does it make neither an uploader nor an identifier of the machine. The
        // runtime's own Environment does not reach the C library's, where it looks.
        if (SetVariable("ORT_DISABLE_TELEMETRY", "1", 1) != 0)
        {
            throw new OnnxEngineException("ONNX Runtime's telemetry cannot be switched off: the environment cannot be written");
        }

        // TensorRT, too, rounds the factors of float32 products to 10 bits unless it is told not to; a user's own setting stands.
        _ = SetVariable("NVIDIA_TF32_OVERRIDE", "0", 0);

        nint handle;
        try
        {
            handle = NativeLibrary.Load(file);
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            throw new OnnxEngineException(
                $"{file}: ONNX Runtime cannot be loaded, expected {FileName} beside the program, or its path in {PathVariable} or --onnxruntime ({LoaderReason(error.Message)})", error);
        }

        _version = CheckVersion(file, handle);
        OrtEnv.DisableDllImportResolver = true;
        try
        {
            NativeLibrary.SetDllImportResolver(typeof(OrtEnv).Assembly, (name, _, _) => IsRuntime(name) ? handle : 0);
        }
        catch (InvalidOperationException error)
        {
            throw new OnnxEngineException("ONNX Runtime is in use in this process already, expected it to be loaded by OnnxRuntimeLibrary.Load first", error);
        }

        // What goes wrong comes as an exception; its logger would say it once more, on standard error.
        var options = new EnvironmentCreationOptions { logId = "noble-edge", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        OrtEnv environment = OrtEnv.CreateInstanceWithOptions(ref options);
        environment.DisableTelemetryEvents();
        (_handle, _loaded) = (handle, file);
    }

    private static bool IsRuntime(string name) => Path.GetFileNameWithoutExtension(name) is "onnxruntime" or "libonnxruntime";

    // An older library has no table for this binding, which would then call through nulls.
    private static string CheckVersion(string file, nint handle)
    {
        if (!NativeLibrary.TryGetExport(handle, "OrtGetApiBase", out nint export))
        {
            throw new OnnxEngineException($"{file}: is no ONNX Runtime, expected a library that exports OrtGetApiBase");
        }

        var table = ((delegate* unmanaged<nint*>)export)();
        string version = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)table[1])()) ?? "?";
        return ((delegate* unmanaged<uint, nint>)table[0])(ApiVersion) != 0
            ? version
            : throw new OnnxEngineException($"{file}: is ONNX Runtime {version}, expected 1.{ApiVersion} or newer");
    }

    // .NET's advice comes first, then a line of the loader's own for each place that it looked in.
    private static string LoaderReason(string message)
    {
        string[] lines = message.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length > 1 ? lines[1].Trim() : lines[0];
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}

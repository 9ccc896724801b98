using Microsoft.ML.OnnxRuntime;

namespace Noble.Edge.Operator;

/// <summary>A session on the first provider that starts.</summary>
internal sealed class OnnxSession : IDisposable
{
    private OnnxSession(InferenceSession session, OnnxProvider provider, int channels, int length)
    {
        (Session, Provider, Channels, Length) = (session, provider, channels, length);
    }

    public InferenceSession Session { get; }

    public OnnxProvider Provider { get; }

    /// <summary>C of the input.</summary>
    public int Channels { get; }

    /// <summary>L of the input.</summary>
    public int Length { get; }

    public RunOptions RunOptions { get; } = new();

    /// <summary>Opens the graph.</summary>
    /// <param name="path">The graph.</param>
    /// <param name="precision">The graph's.</param>
    /// <param name="options">The providers and theirs.</param>
    /// <param name="runtime">ONNX Runtime as loaded; tests pretend that it has providers.</param>
    /// <param name="channels">C of the input.</param>
    /// <param name="length">L of the input.</param>
    /// <param name="notice">Takes a line for each provider that does not run though it was to be tried before the one that does.</param>
    /// <exception cref="OnnxEngineException">None of the providers starts.</exception>
    /// <exception cref="ModelFileException">The graph cannot be read or is not as its contract says.</exception>
    public static OnnxSession Open(
        string path, OnnxPrecision precision, OnnxEngineOptions options, OnnxRuntimeFacts runtime, int channels, int length, Action<string>? notice) =>
        Open(path, precision, options, runtime, channels, length, session => OnnxGraphContract.Check(path, session, channels, length), notice);

    /// <summary>The same for a graph with a contract of its own.</summary>
    /// <param name="check">Throws a <see cref="ModelFileException"/> where the graph is not as its contract says.</param>
    public static OnnxSession Open(
        string path, OnnxPrecision precision, OnnxEngineOptions options, OnnxRuntimeFacts runtime, int channels, int length, Action<InferenceSession> check, Action<string>? notice)
    {
        var absent = options.Providers.Where(provider => !runtime.Has(provider)).Select(OnnxProviders.Name).ToArray();
        var failures = new List<string>();
        foreach (OnnxProvider provider in options.Providers.Where(runtime.Has))
        {
            try
            {
                using SessionOptions sessionOptions = OnnxProviders.Session(provider, options, precision, channels, length);
                InferenceSession session = Create(path, sessionOptions);
                try
                {
                    check(session);
                }
                catch
                {
                    session.Dispose();
                    throw;
                }

                Say(absent, failures, provider, runtime, notice);
                return new OnnxSession(session, provider, channels, length);
            }
            catch (Exception error) when (error is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException)
            {
                if (provider == OnnxProvider.Cpu)
                {
                    throw new ModelFileException(path, null, "an ONNX graph that ONNX Runtime reads", Reason(error), error);
                }

                failures.Add($"{OnnxProviders.Name(provider)} does not start: {Reason(error)}");
            }
        }

        string lacking = absent.Length > 0 ? $"ONNX Runtime {runtime.Version} ({runtime.File}) is built without {string.Join(" and ", absent)}" : "";
        throw new OnnxEngineException($"no provider for {path}: {string.Join("; ", failures.Append(lacking).Where(text => text.Length > 0))}; expected a build and libraries that have it, or another provider");
    }

    public void Dispose()
    {
        RunOptions.Dispose();
        Session.Dispose();
    }

    private static InferenceSession Create(string path, SessionOptions options)
    {
        if (!File.Exists(path))
        {
            throw new ModelFileException(path, null, "an ONNX graph", "no such file");
        }

        return new InferenceSession(path, options);
    }

    private static void Say(string[] absent, List<string> failures, OnnxProvider provider, OnnxRuntimeFacts runtime, Action<string>? notice)
    {
        foreach (string failure in failures)
        {
            notice?.Invoke($"onnx: {failure}");
        }

        if (absent.Length > 0 || failures.Count > 0)
        {
            string lacking = absent.Length > 0 ? $"ONNX Runtime {runtime.Version} ({runtime.File}) is built without {string.Join(" and ", absent)}; " : "";
            notice?.Invoke($"onnx: {lacking}{OnnxProviders.Name(provider)} runs instead");
        }
    }

    /// <summary>
    /// What went wrong, out of messages as "[ErrorCode:Fail] Load model from x failed: ..." and "[ErrorCode:RuntimeException] file.cc:1 f()
    /// [ONNXRuntimeError] : 1 : FAIL : Failed to load library x", both over several lines, the later ones about source files.
    /// </summary>
    internal static string Reason(Exception error)
    {
        const string Nested = "[ONNXRuntimeError] : ";
        string line = error.Message.ReplaceLineEndings("\n").Split('\n')[0];
        int nested = line.LastIndexOf(Nested, StringComparison.Ordinal);
        if (nested >= 0)
        {
            return line[(nested + Nested.Length)..].Split(" : ", 3)[^1];
        }

        int end = line.IndexOf("] ", StringComparison.Ordinal);
        return line.StartsWith('[') && end > 0 ? line[(end + 2)..] : line;
    }
}

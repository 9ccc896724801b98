namespace Noble.Edge.Operator;

/// <summary>ONNX Runtime, where it is, against the reference: with a small network that this program brings along, and with a model's graphs.</summary>
internal static class OnnxChecks
{
    /// <summary>The network of the graph that the program brings along; see <see cref="GraphResource"/>.</summary>
    internal static readonly NetworkShape Shape = new() { InputChannels = 2, HiddenChannels = 4, Layers = 2, Modes = 5, LiftingChannels = 6, ProjectionChannels = 6, ChannelMlpChannels = 3 };

    /// <summary>The resource with that graph: <see cref="FnoWeights.Random"/> with <see cref="Seed"/>, written in plain form.</summary>
    internal const string GraphResource = "selfcheck.onnx";

    internal const int Length = 64;
    internal const ulong Seed = 23;

    private const double Accepted = 3e-6;
    private const double AcceptedOfModel = 1e-5;

    // A graph's stated error is a mean over many traces; one of them may well be several times off.
    private const double StatedErrors = 10;

    public static IEnumerable<(string Name, bool? Passed, string Detail)> Run(string? library)
    {
        OnnxRuntimeFacts? runtime = Find(library, out string reason);
        if (runtime is null)
        {
            yield return ("ONNX Runtime", null, reason);
            yield break;
        }

        FnoWeights weights = FnoWeights.Random(Shape, Seed);
        float[] input = NetworkChecks.Input(Shape, Length);
        double[] expected = NetworkChecks.Reference(weights, Length, input);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("noble-edge-check-");
        try
        {
            string path = Path.Combine(folder.FullName, GraphResource);
            using (Stream graph = typeof(OnnxChecks).Assembly.GetManifestResourceStream(GraphResource)!)
            using (FileStream file = File.Create(path))
            {
                graph.CopyTo(file);
            }

            foreach (OnnxProvider provider in Enum.GetValues<OnnxProvider>().Where(runtime.Has))
            {
                yield return Guarded(
                    $"ONNX Runtime {runtime.Version}, {OnnxProviders.Name(provider)}, small network, against float64",
                    name =>
                    {
                        using var engine = new OnnxEngine(path, Shape, Length, OnnxPrecision.Fp32, new OnnxEngineOptions { Providers = [provider], LibraryPath = library });
                        return OperatorSelfCheck.Within(name, NetworkChecks.Error(expected, engine, input), Accepted, "relative RMS");
                    });
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static IEnumerable<(string Name, bool? Passed, string Detail)> Run(ModelBundle model, string? library)
    {
        OnnxRuntimeFacts? runtime = Find(library, out _);
        if (runtime is null || model.Manifest.Onnx is not { Length: > 0 } graphs)
        {
            yield return ($"{model.Manifest.Name}, ONNX graphs", null, runtime is null ? "no ONNX Runtime here" : "the model has none");
            yield break;
        }

        float[] input = NetworkChecks.Input(model);
        double[] expected = NetworkChecks.Reference(model.Weights, model.Manifest.Grid.Length, input);
        foreach (OnnxGraph graph in graphs)
        {
            foreach (OnnxProvider provider in Enum.GetValues<OnnxProvider>().Where(runtime.Has))
            {
                yield return Guarded(
                    $"{model.Manifest.Name}, {graph.File} on {OnnxProviders.Name(provider)}, against float64",
                    name =>
                    {
                        using OnnxEngine engine = OnnxEngine.Open(model, graph.Precision, new OnnxEngineOptions { Providers = [provider], LibraryPath = library });
                        double accepted = graph.Precision == OnnxPrecision.Fp32 ? AcceptedOfModel : StatedErrors * (graph.RelativeL2 ?? 0.01);
                        return OperatorSelfCheck.Within(name, NetworkChecks.Error(expected, engine, input), accepted, "relative RMS");
                    });
            }
        }
    }

    internal static OnnxRuntimeFacts? Find(string? library, out string reason)
    {
        try
        {
            reason = "";
            return OnnxRuntimeLibrary.Load(library);
        }
        catch (OnnxEngineException error) when (library is null)
        {
            reason = error.Message;
            return null;
        }
    }

    // A provider that was built in and does not start is a failed check, not the end of them.
    internal static (string Name, bool? Passed, string Detail) Guarded(string name, Func<string, (string Name, bool? Passed, string Detail)> check)
    {
        try
        {
            return check(name);
        }
        catch (Exception error) when (error is OnnxEngineException or ModelFileException or Microsoft.ML.OnnxRuntime.OnnxRuntimeException)
        {
            return (name, false, error.Message.ReplaceLineEndings(" "));
        }
    }
}

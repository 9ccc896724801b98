using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Noble.Edge.Operator;

/// <summary>A model folder, <c>NAME.noble/</c>, read and checked: manifest, weights, latent space and spike clocks.</summary>
public sealed class ModelBundle
{
    /// <summary>Names of the files in the folder.</summary>
    public const string ManifestFile = "model.json", WeightsFile = "weights.safetensors", ClockFile = "clock.safetensors", StreamingFile = "streaming.safetensors";

    private const string ClockCoefficients = "clock.coefficients", MapTrend = "clock.map.trend", MapWeights = "clock.map.weights", MapLengthScale = "clock.map.length_scale";

    private readonly double[]? _trainedClocks; // [point, coefficient]

    private ModelBundle(string folder, string hash, ModelManifest manifest, FnoWeights weights, double[]? trainedClocks, SpikeClockMap? map, LatentSpace latent, StreamingWeights? streaming)
    {
        (Folder, Hash, Manifest, Weights, _trainedClocks, ClockMap, Latent, Streaming) = (folder, hash, manifest, weights, trainedClocks, map, latent, streaming);
    }

    /// <summary>Where it was read.</summary>
    public string Folder { get; }

    /// <summary>SHA-256 of the manifest, lower-case hex; it covers every other file, whose hashes the manifest holds.</summary>
    public string Hash { get; }

    /// <summary>What <c>model.json</c> says.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>The operator's weights.</summary>
    public FnoWeights Weights { get; }

    /// <summary>Latent space with the training neurons.</summary>
    public LatentSpace Latent { get; }

    /// <summary>From a latent point to a spike clock; null where the model has no clock.</summary>
    public SpikeClockMap? ClockMap { get; }

    /// <summary>The streaming operator; null where the model has none.</summary>
    public StreamingWeights? Streaming { get; }

    /// <summary>The spike clock that was fitted to a training neuron, shape [term, spline]; null where the model has none.</summary>
    public double[]? TrainedClock(int point)
    {
        var count = Manifest.Clock?.CoefficientCount ?? 0;
        return _trainedClocks?.AsSpan(point * count, count).ToArray();
    }

    /// <summary>Reads a folder and checks everything in it.</summary>
    /// <exception cref="ModelBundleException">A file is missing, damaged or does not fit the manifest; the message names it.</exception>
    public static ModelBundle Load(string folder)
    {
        var path = Path.Combine(folder, ManifestFile);
        if (!Directory.Exists(folder))
        {
            throw new ModelBundleException(folder, "no such folder, expected a model folder NAME.noble");
        }

        try
        {
            var text = File.ReadAllBytes(path);
            var manifest = ParseManifest(path, text);
            var files = ReadHashed(folder, path, manifest);
            var weights = FnoWeights.FromTensors(
                manifest.Network, SafetensorsFile.Read(files[WeightsFile], Path.Combine(folder, WeightsFile)).Tensors, Path.Combine(folder, WeightsFile));
            var latent = new LatentSpace(manifest.Latent);
            var (clocks, map) = manifest.Clock is null ? (null, null) : ReadClocks(Path.Combine(folder, ClockFile), files[ClockFile], manifest, latent);
            var streaming = manifest.Streaming is null
                ? null
                : StreamingWeights.FromTensors(
                    manifest.Streaming, SafetensorsFile.Read(files[StreamingFile], Path.Combine(folder, StreamingFile)).Tensors, Path.Combine(folder, StreamingFile));
            return new ModelBundle(folder, Convert.ToHexStringLower(SHA256.HashData(text)), manifest, weights, clocks, map, latent, streaming);
        }
        catch (Exception e) when (e is ArrayFileException or ModelFileException)
        {
            throw new ModelBundleException(e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelBundleException(path, $"cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The ONNX graph of a precision, or null.</summary>
    public OnnxGraph? Graph(OnnxPrecision precision) => Manifest.Onnx?.FirstOrDefault(graph => graph.Precision == precision);

    /// <summary>Writes a manifest over that of a model whose arrays stay as they are; the hashes of its files stay too.</summary>
    public static void SaveManifest(ModelBundle model, ModelManifest manifest) =>
        WriteManifest(model.Folder, manifest with { Files = model.Manifest.Files });

    /// <summary>Writes an ONNX graph into a model's folder, in place of one of the same precision, and lists it in the manifest.</summary>
    public static void SaveGraph(ModelBundle model, OnnxGraph graph, ReadOnlySpan<byte> contents)
    {
        var bytes = contents.ToArray();
        var replaced = model.Graph(graph.Precision)?.File;
        var files = model.Manifest.Files.Where(file => file.Key != replaced).ToDictionary();
        files[graph.File] = HashOf(bytes);
        File.WriteAllBytes(Path.Combine(model.Folder, graph.File), bytes);
        WriteManifest(model.Folder, model.Manifest with
        {
            Onnx = [.. (model.Manifest.Onnx ?? []).Where(other => other.Precision != graph.Precision).Append(graph).OrderBy(other => other.Precision)],
            Files = files,
        });
        if (replaced is not null && replaced != graph.File)
        {
            File.Delete(Path.Combine(model.Folder, replaced));
        }
    }

    /// <summary>Writes a streaming operator into a model's folder, in place of one that is there; an ONNX graph of that one is no longer listed.</summary>
    public static void SaveStreaming(ModelBundle model, StreamingWeights weights)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(weights);
        var path = Path.Combine(model.Folder, StreamingFile);
        SafetensorsFile.Write(path, weights.ToTensors());
        var files = new Dictionary<string, string>(model.Manifest.Files) { [StreamingFile] = HashOf(File.ReadAllBytes(path)) };
        var replaced = model.Manifest.Streaming?.Onnx?.File;
        if (replaced is not null)
        {
            files.Remove(replaced);
        }

        WriteManifest(model.Folder, model.Manifest with { Streaming = weights.Spec with { Onnx = null }, Files = files });
        if (replaced is not null)
        {
            File.Delete(Path.Combine(model.Folder, replaced));
        }
    }

    /// <summary>Writes the streaming operator's ONNX graph into a model's folder, in place of one that is there, and lists it in the manifest.</summary>
    public static void SaveStreamingGraph(ModelBundle model, StreamingGraph graph, ReadOnlySpan<byte> contents)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(graph);
        var spec = model.Manifest.Streaming ?? throw new ModelBundleException(model.Folder, "has no streaming operator, expected one whose graph this is");
        var bytes = contents.ToArray();
        File.WriteAllBytes(Path.Combine(model.Folder, graph.File), bytes);
        var files = model.Manifest.Files.Where(file => file.Key != spec.Onnx?.File).ToDictionary();
        files[graph.File] = HashOf(bytes);
        WriteManifest(model.Folder, model.Manifest with { Streaming = spec with { Onnx = graph }, Files = files });
        if (spec.Onnx is { } replaced && replaced.File != graph.File)
        {
            File.Delete(Path.Combine(model.Folder, replaced.File));
        }
    }

    /// <summary>Writes a folder: arrays first, the manifest with their hashes last. ONNX graphs of other weights are no longer listed.</summary>
    /// <param name="folder">Created where it is not there.</param>
    /// <param name="manifest">Its <see cref="ModelManifest.Files"/> are replaced by those that are written.</param>
    /// <param name="weights">The operator's weights.</param>
    /// <param name="trainedClocks">Spike clocks of the training neurons, [point, coefficient]; null where the model has no clock.</param>
    /// <param name="map">Null where the model has no clock.</param>
    public static void Save(string folder, ModelManifest manifest, FnoWeights weights, double[]? trainedClocks, SpikeClockMap? map)
    {
        Directory.CreateDirectory(folder);
        var files = new Dictionary<string, string>();
        SafetensorsFile.Write(Path.Combine(folder, WeightsFile), weights.ToTensors());
        files[WeightsFile] = HashOf(File.ReadAllBytes(Path.Combine(folder, WeightsFile)));
        if (manifest.Clock is { } clock && trainedClocks is not null && map is not null)
        {
            var points = manifest.Latent.Points.Length;
            SafetensorsFile.Write(Path.Combine(folder, ClockFile), new Dictionary<string, TensorData>
            {
                [ClockCoefficients] = new(trainedClocks, points, clock.CoefficientCount),
                [MapTrend] = new(map.Trend.ToArray(), 1 + clock.MapFeatures.Length, clock.CoefficientCount),
                [MapWeights] = new(map.Weights.ToArray(), points, clock.CoefficientCount),
                [MapLengthScale] = new([map.LengthScale], 1),
            });
            files[ClockFile] = HashOf(File.ReadAllBytes(Path.Combine(folder, ClockFile)));
        }

        WriteManifest(folder, manifest with { Onnx = null, Streaming = null, Files = files });
    }

    private static void WriteManifest(string folder, ModelManifest manifest)
    {
        var text = JsonSerializer.Serialize(manifest, ModelJson.Default.ModelManifest);
        File.WriteAllText(Path.Combine(folder, ManifestFile), text.ReplaceLineEndings("\n") + "\n", new UTF8Encoding(false));
    }

    private static ModelManifest ParseManifest(string path, byte[] text)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize(text, ModelJson.Default.ModelManifest)
                ?? throw new ModelBundleException(path, "is null, expected a model manifest");
            var fault = ManifestRules.Fault(manifest);
            return fault is null ? manifest : throw new ModelBundleException(path, fault);
        }
        catch (JsonException e)
        {
            throw new ModelBundleException(path, $"line {(e.LineNumber ?? 0) + 1}: is no model manifest: {FirstSentence(e.Message)}", e);
        }
        catch (ArgumentException e)
        {
            throw new ModelBundleException(path, FirstSentence(e.Message), e);
        }
    }

    // System.Text.Json appends path and position in sentences of their own, some of them on a second line.
    private static string FirstSentence(string message)
    {
        var line = message.ReplaceLineEndings("\n").Split('\n')[0];
        var end = line.IndexOf(" Path: ", StringComparison.Ordinal);
        return end > 0 ? line[..end] : line;
    }

    private static Dictionary<string, byte[]> ReadHashed(string folder, string manifestPath, ModelManifest manifest)
    {
        string[] needed = [WeightsFile, .. manifest.Clock is null ? (string[])[] : [ClockFile], .. manifest.Streaming is null ? (string[])[] : [StreamingFile]];
        foreach (var name in needed)
        {
            if (!manifest.Files.ContainsKey(name))
            {
                throw new ModelBundleException(manifestPath, $"files lacks '{name}', expected its SHA-256");
            }
        }

        var contents = new Dictionary<string, byte[]>();
        foreach (var (name, expected) in manifest.Files)
        {
            var path = Path.Combine(folder, name);
            if (name != Path.GetFileName(name))
            {
                throw new ModelBundleException(manifestPath, $"files names '{name}', expected a file in the model folder itself");
            }

            if (!File.Exists(path))
            {
                throw new ModelBundleException(path, "is missing, the manifest lists it");
            }

            var bytes = File.ReadAllBytes(path);
            var found = HashOf(bytes);
            if (!string.Equals(found, expected, StringComparison.OrdinalIgnoreCase))
            {
                throw new ModelBundleException(path, $"is damaged: SHA-256 is {found}, expected {expected}");
            }

            contents[name] = bytes;
        }

        return contents;
    }

    private static (double[] Clocks, SpikeClockMap Map) ReadClocks(string path, byte[] bytes, ModelManifest manifest, LatentSpace latent)
    {
        var tensors = SafetensorsFile.Read(bytes, path).Tensors;
        var count = manifest.Clock!.CoefficientCount;
        int[] features = [.. manifest.Clock.MapFeatures.Select(manifest.Latent.IndexOf)];
        var map = new SpikeClockMap(
            latent,
            features,
            Take(MapTrend, 1 + features.Length, count),
            Take(MapWeights, latent.PointCount, count),
            Take(MapLengthScale, 1)[0],
            count);
        return (Take(ClockCoefficients, latent.PointCount, count), map);

        double[] Take(string name, params int[] shape)
        {
            if (!tensors.TryGetValue(name, out var tensor))
            {
                throw new ModelFileException(path, name, $"a float64 tensor of shape {ArrayShape.Text(shape)}", "none");
            }

            return tensor.Element == ArrayElement.F64 && tensor.Shape.SequenceEqual(shape)
                ? tensor.As<double>().ToArray()
                : throw new ModelFileException(path, name, $"float64 of shape {ArrayShape.Text(shape)}", $"{tensor.Element} of shape {tensor.ShapeText}");
        }
    }

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

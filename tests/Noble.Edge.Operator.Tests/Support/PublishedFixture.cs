namespace Noble.Edge.Operator.Tests.Support;

/// <summary>
/// A checkpoint with the published architecture and random weights, its input, output and intermediate activations, made
/// with the published code. It lies beside the repository (../shared/fno-fixture); tests that need it return at once
/// where it is absent.
/// </summary>
public static class PublishedFixture
{
    /// <summary>Samples of the time axis.</summary>
    public const int Length = 8583;

    /// <summary>Traces in the fixture.</summary>
    public const int Batch = 2;

    private static readonly Lazy<FnoWeights> LazyWeights = new(ReadWeights);

    /// <summary>The folder, or null where it is absent.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>The checkpoint's weights.</summary>
    public static FnoWeights Weights => LazyWeights.Value;

    /// <summary>An array of the fixture, by the name of its file without the extension.</summary>
    public static NpyArray<float> Array(string name) => NpyFile.Read<float>(Path.Combine(Folder!, name + ".npy"));

    /// <summary>The output that the published network evaluates to in float64, shape [2, 1, L].</summary>
    public static double[] Output => NpyFile.Read<double>(Path.Combine(Folder!, "output_float64_reference.npy"), Batch, 1, Length).Data;

    private static string? Find()
    {
        string folder = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "fno-fixture"));
        return Directory.Exists(folder) ? folder : null;
    }

    private static FnoWeights ReadWeights()
    {
        string path = Path.Combine(Folder!, "noble_paper_random.pth");
        var tensors = new Dictionary<string, TensorData>();
        foreach ((string name, TorchTensor tensor) in TorchCheckpoint.Read(path))
        {
            // The soft gate and every map carry a last axis of one, which both layouts keep.
            if (tensor.Imaginary is null)
            {
                tensors.Add(name, new TensorData(tensor.Real, tensor.Shape));
            }
            else
            {
                string stem = name.EndsWith(".tensor", StringComparison.Ordinal) ? name[..^".tensor".Length] : name;
                tensors.Add(stem + ".real", new TensorData(tensor.Real, tensor.Shape));
                tensors.Add(stem + ".imag", new TensorData(tensor.Imaginary, tensor.Shape));
            }
        }

        return FnoWeights.FromTensors(NetworkShape.Published, tensors, path);
    }
}

using Noble.Edge.Operator;

namespace Noble.Edge.Training.Tests;

public sealed class SafetensorsImportTests : IDisposable
{
    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("module.")]
    public void Run_PartsAsSeparateTensors_GivesTheWeights(string prefix)
    {
        var report = _folder.Import(Bytes(SmallNetwork.Weights.ToTensors().ToDictionary(tensor => prefix + tensor.Key, tensor => tensor.Value)), name: "a.safetensors");

        SmallNetwork.AssertWeights(report.Model.Weights);
        Assert.Equal("safetensors", report.Format);
        Assert.Equal(["26 float32 as they are"], report.Conversions);
    }

    [Theory]
    [InlineData(".tensor")]
    [InlineData("")]
    public void Run_ComplexWeightsWithALastAxisOfTwo_GivesTheWeights(string suffix) =>
        SmallNetwork.AssertWeights(_folder.Import(Bytes(AsPairs(suffix)), name: "a.safetensors").Model.Weights);

    [Fact]
    public void Run_Float64_IsRounded()
    {
        var tensors = SmallNetwork.Weights.ToTensors().ToDictionary(
            tensor => tensor.Key, tensor => new TensorData(tensor.Value.As<float>().ToArray().Select(value => (double)value).ToArray(), tensor.Value.Shape));

        SmallNetwork.AssertWeights(_folder.Import(Bytes(tensors)).Model.Weights);
    }

    [Fact]
    public void Run_WrongTensors_AreNamed()
    {
        var pairs = AsPairs(".tensor");
        pairs["fno_blocks.convs.1.weight.tensor"] = new TensorData(new float[240], 4, 4, 5, 3);
        Assert.Equal(
            "fno_blocks.convs.1.weight.tensor: expected a floating-point type of shape (4, 4, 5, 2), found float32 of shape (4, 4, 5, 3)", _folder.Refusal(Bytes(pairs)));

        var halves = new Dictionary<string, TensorData>(SmallNetwork.Weights.ToTensors());
        halves.Remove("fno_blocks.convs.1.weight.imag");
        Assert.Equal("fno_blocks.convs.1.weight.imag: expected a floating-point type of shape (4, 4, 5), found no such tensor", _folder.Refusal(Bytes(halves)));

        halves = new Dictionary<string, TensorData>(SmallNetwork.Weights.ToTensors()) { ["lifting.fcs.0.bias"] = new TensorData(new long[8], 8) };
        Assert.Equal("lifting.fcs.0.bias: expected a floating-point type of shape (8), found int64 of shape (8)", _folder.Refusal(Bytes(halves)));
        Assert.StartsWith("expected ", _folder.Refusal(Bytes(halves)[..^8]).Split(": ")[^1], StringComparison.Ordinal);
    }

    private static Dictionary<string, TensorData> AsPairs(string suffix)
    {
        var tensors = new Dictionary<string, TensorData>(SmallNetwork.Weights.ToTensors());
        for (var layer = 0; layer < SmallNetwork.Shape.Layers; layer++)
        {
            var name = $"fno_blocks.convs.{layer}.weight";
            tensors.Remove($"{name}.real", out var real);
            tensors.Remove($"{name}.imag", out var imaginary);
            tensors.Add(name + suffix, new TensorData(StoredTensor.Interleave(real!.As<float>(), imaginary!.As<float>()), [.. real.Shape, 2]));
        }

        return tensors;
    }

    private static byte[] Bytes(Dictionary<string, TensorData> tensors)
    {
        var path = Path.GetTempFileName();
        SafetensorsFile.Write(path, tensors);
        var bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }
}

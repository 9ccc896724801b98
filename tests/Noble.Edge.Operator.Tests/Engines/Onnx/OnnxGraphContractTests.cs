using Noble.Edge.Tests;

namespace Noble.Edge.Operator.Tests.Engines.Onnx;

/// <summary>Graphs that are not what a manifest promises: file, tensor, expected and found are said.</summary>
public sealed class OnnxGraphContractTests : IDisposable
{
    private static readonly NetworkShape Shape = new() { InputChannels = 3, Modes = 4 };

    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public OnnxGraphContractTests() => _path = _folder.File("graph.onnx");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Graph_AsTheContractSays_IsTaken()
    {
        Write("input", OnnxFile.Float32, "voltage", OnnxFile.Dynamic, 3, 20);
        using OnnxEngine engine = Open();
        float[] output = new float[40];

        engine.Forward([.. Enumerable.Range(0, 120).Select(i => (float)i)], 2, output);

        Assert.Equal(Enumerable.Range(0, 20).Concat(Enumerable.Range(60, 20)).Select(i => (float)i), output);
    }

    [Theory]
    [InlineData("x", OnnxFile.Float32, "voltage", OnnxFile.Dynamic, 3, 20, "input: expected one, 'input', float32 [batch, 3, 20], batch dynamic, found 'x'")]
    [InlineData("input", OnnxFile.Float32, "y", OnnxFile.Dynamic, 3, 20, "output: expected one, 'voltage', float32 [batch, 1, 20], batch dynamic, found 'y'")]
    [InlineData("input", OnnxFile.Float64, "voltage", OnnxFile.Dynamic, 3, 20, "input 'input': expected float32 [batch, 3, 20], batch dynamic, found double [dynamic, 3, 20]")]
    [InlineData("input", OnnxFile.Float32, "voltage", OnnxFile.Dynamic, 2, 20, "input 'input': expected float32 [batch, 3, 20], batch dynamic, found float32 [dynamic, 2, 20]")]
    [InlineData("input", OnnxFile.Float32, "voltage", OnnxFile.Dynamic, 3, 21, "input 'input': expected float32 [batch, 3, 20], batch dynamic, found float32 [dynamic, 3, 21]")]
    [InlineData("input", OnnxFile.Float32, "voltage", 4, 3, 20, "input 'input': expected float32 [batch, 3, 20], batch dynamic, found float32 [4, 3, 20]")]
    public void Graph_NotAsTheContractSays_NamesFileTensorExpectedAndFound(string input, int element, string output, long batch, long channels, long length, string expected)
    {
        Write(input, element, output, batch, channels, length);

        Assert.Equal($"{_path}: {expected}", Assert.Throws<ModelFileException>(() => Open()).Message);
    }

    [Fact]
    public void Graph_Damaged_SaysSoInOneLine()
    {
        File.WriteAllBytes(_path, [1, 2, 3, 4]);
        string message = Assert.Throws<ModelFileException>(() => Open()).Message;

        Assert.StartsWith($"{_path}: expected an ONNX graph that ONNX Runtime reads, found ", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Graph_Missing_IsNamed() =>
        Assert.Equal($"{_path}: expected an ONNX graph, found no such file", Assert.Throws<ModelFileException>(() => Open()).Message);

    private OnnxEngine Open() => new(_path, Shape, 20, OnnxPrecision.Fp32, new OnnxEngineOptions { Providers = [OnnxProvider.Cpu] });

    // The first channel is the output.
    private void Write(string input, int element, string output, long batch, long channels, long length)
    {
        var file = new OnnxFile();
        file.Input(input, element, batch, channels, length);
        file.Output(output, element, batch, 1, length);
        file.Node("Split", [input], [output, .. Enumerable.Range(1, (int)channels - 1).Select(i => $"rest{i}")], ("axis", 1L));
        File.WriteAllBytes(_path, file.ToArray());
    }
}

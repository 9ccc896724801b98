using Noble.Edge.Operator;
using Noble.Edge.Tests;

namespace Noble.Edge.Training.Tests;

public sealed class GraphProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_ExportThenQuantize_LeavesTheGraphsInTheModel()
    {
        var data = SyntheticData.Create();
        data.Save(_folder.File("data"));
        EvaluationModels.Write(_folder.File("m.noble"), data);

        var (code, output, error) = Run("export --model m.noble --form plain");
        Assert.True(code == 0, error);
        Assert.Contains("operator.onnx: plain form", output, StringComparison.Ordinal);

        (code, output, error) = Run("quantize --model m.noble --precision fp16 --calibration data --traces 4 --bound-l2 5");
        Assert.True(code == 0, error);
        Assert.Contains("against the float32 graph", output, StringComparison.Ordinal);
        Assert.Contains("operator.fp16.onnx and quantization.json in m.noble", output, StringComparison.Ordinal);
        var model = ModelBundle.Load(_folder.File("m.noble"));
        Assert.Equal([OnnxForm.Plain, OnnxForm.Plain], model.Manifest.Onnx!.Select(graph => graph.Form));
    }

    [Theory]
    [InlineData("export", "expected --run RUN with --out DIR, or --model DIR")]
    [InlineData("export --run r --model m", "--run with --model: expected one of them")]
    [InlineData("export --run r", "--run without --out: expected the model folder to write")]
    [InlineData("export --model m --no-accuracy", "--no-accuracy with --model: it belongs to --run")]
    [InlineData("export --model m --out o", "--out with --model: it belongs to --run")]
    [InlineData("export --model m --form long", "Must be one of: 'auto' 'short' 'plain'")]
    [InlineData("export --model nowhere.noble", "nowhere.noble: no such folder, expected a model folder")]
    [InlineData("quantize --model m --precision fp8 --calibration d", "Must be one of: 'fp16' 'int8'")]
    [InlineData("quantize --model m --precision int8", "'--calibration' is required")]
    [InlineData("quantize --model nowhere.noble --precision int8 --calibration d", "nowhere.noble: no such folder")]
    [InlineData("quantize --model m --precision int8 --calibration d --bound-count 101", "bound on the spike count 101: expected 0 to 100")]
    [InlineData("quantize --model m --precision int8 --calibration d --bound-within -1", "bound on spikes within 1 ms -1: expected 0 to 100")]
    [InlineData("quantize --model m --precision int8 --calibration d --traces 0", "calibration traces 0: expected 1 to 4096")]
    public void Run_UsersMistake_GivesOneLineAndExitCodeTwo(string arguments, string expected)
    {
        var (code, output, error) = Run(arguments);

        Assert.Equal(2, code);
        Assert.StartsWith("noble-train: error: ", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Equal("", output);
    }

    [Theory]
    [InlineData("export")]
    [InlineData("quantize")]
    public void Help_EachCommand_HasExamples(string command) =>
        Assert.Contains($"noble-train {command} --model", Run($"{command} --help").Output, StringComparison.Ordinal);

    private (int Code, string Output, string Error) Run(string arguments) => TrainerProgram.Run(arguments, _folder.FullName);
}

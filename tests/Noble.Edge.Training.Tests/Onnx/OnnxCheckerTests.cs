using System.Diagnostics;
using Noble.Edge.Tests;

namespace Noble.Edge.Training.Tests;

/// <summary>ONNX's own rules: its checker with full shape inference, in Python.</summary>
public sealed class OnnxCheckerTests : IDisposable
{
    private const string Check = """
        import sys, onnx
        model = onnx.load(sys.argv[1])
        onnx.checker.check_model(model, full_check=True)
        inferred = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
        for value in list(inferred.graph.input) + list(inferred.graph.output):
            axes = [axis.dim_param or str(axis.dim_value) for axis in value.type.tensor_type.shape.dim]
            print(value.name, onnx.TensorProto.DataType.Name(value.type.tensor_type.elem_type), ",".join(axes))
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [OnnxFact]
    public void Graphs_EachFormAndPrecision_PassTheFullCheck()
    {
        var test = GraphCase.Small;
        foreach (var isShort in (bool[])[true, false])
        {
            foreach (var arithmetic in Enum.GetValues<SiteArithmetic>())
            {
                var (code, output) = Run(test.Graph(isShort, test.All(arithmetic, isShort)));

                Assert.True(code == 0, $"{(isShort ? "short" : "plain")}, {arithmetic}: {output}");
                Assert.Equal("input FLOAT batch,3,503\nvoltage FLOAT batch,1,503\n", output);
            }
        }
    }

    [OnnxFact]
    public void Graph_ANodeThatReadsNothing_Fails()
    {
        var model = Onnx.ModelProto.Parser.ParseFrom(GraphCase.Small.Graph(isShort: true));
        model.Graph.Node[0].Input[0] = "nowhere";

        Assert.NotEqual(0, Run(Google.Protobuf.MessageExtensions.ToByteArray(model)).Code);
    }

    private (int Code, string Output) Run(byte[] graph)
    {
        File.WriteAllBytes(_folder.File("g.onnx"), graph);
        using var process = Process.Start(
            new ProcessStartInfo(OnnxFactAttribute.Python!, ["-c", Check, _folder.File("g.onnx")]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}

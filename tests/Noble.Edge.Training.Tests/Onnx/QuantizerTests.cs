using Noble.Edge.Operator;
using Noble.Edge.Tests;
using Noble.Edge.Trainer;

namespace Noble.Edge.Training.Tests;

public sealed class QuantizerTests : IDisposable
{
    // Random weights do not fire; the bounds of these tests are on the voltage.
    private static readonly QuantizationOptions Loose = new() { Precision = OnnxPrecision.Int8, CalibrationTraces = 6, RelativeL2BoundPercent = 100 };

    private readonly TemporaryFolder _folder = new();
    private readonly DataSet _data = SyntheticData.Create();
    private readonly ModelBundle _model;

    public QuantizerTests() => _model = EvaluationModels.Write(_folder.File("m.noble"), _data);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Save_BothPrecisions_AreListedAndReported()
    {
        Run(Loose).Save();
        var reloaded = ModelBundle.Load(_model.Folder);
        var report = Quantizer.Run(reloaded, _data, Loose with { Precision = OnnxPrecision.Fp16 }, (_, _, _) => { }).Save();

        var model = ModelBundle.Load(_model.Folder);
        Assert.Equal("operator.int8.onnx", model.Graph(OnnxPrecision.Int8)!.File);
        Assert.Equal("operator.fp16.onnx", model.Graph(OnnxPrecision.Fp16)!.File);
        Assert.Equal([OnnxPrecision.Fp32, OnnxPrecision.Fp16, OnnxPrecision.Int8], report.Rows.Select(row => row.Precision));
        Assert.Equivalent(report, QuantizationReport.Load(model));

        var (half, int8) = (report.Rows[1], report.Rows[2]);
        Assert.True(half.AgainstFloat32!.RelativeL2 < int8.AgainstFloat32!.RelativeL2, $"{half.AgainstFloat32.RelativeL2} is not under {int8.AgainstFloat32.RelativeL2}");
        Assert.Equal(int8.AgainstFloat32.RelativeL2, model.Graph(OnnxPrecision.Int8)!.RelativeL2);
        Assert.Equal(new FileInfo(Path.Combine(model.Folder, "operator.fp16.onnx")).Length, half.Bytes);
        Assert.All(int8.Sites, site => Assert.NotNull(site.RangeMethod));
        Assert.All(half.Sites, site => Assert.Null(site.RangeMethod));
    }

    [Fact]
    public void Run_SameSeed_GivesTheSameGraph()
    {
        var first = Run(Loose).File.ToArray();

        Assert.Equal(first, Run(Loose).File.ToArray());
        Assert.NotEqual(first, Run(Loose with { Seed = 2 }).File.ToArray());
    }

    [Fact]
    public void Run_TighterBound_KeepsTheWorstProductsInFloat32()
    {
        var loose = Run(Loose);
        var bound = 100 * loose.Row.AgainstFloat32!.RelativeL2;
        var tight = Run(Loose with { RelativeL2BoundPercent = bound });

        var kept = tight.Row.Sites.Where(site => site.IsKeptInFloat32).ToArray();
        Assert.All(loose.Row.Sites, site => Assert.False(site.IsKeptInFloat32));
        Assert.InRange(kept.Length, 1, tight.Row.Sites.Length - 1);
        Assert.True(tight.Row.AgainstFloat32!.RelativeL2 < loose.Row.AgainstFloat32.RelativeL2);
        Assert.True(kept.Min(site => site.RelativeL2Alone) >= tight.Row.Sites.Where(site => !site.IsKeptInFloat32).Max(site => site.RelativeL2Alone));
        var graph = Onnx.ModelProto.Parser.ParseFrom(tight.File.ToArray());
        var producers = graph.Graph.Node.ToDictionary(node => node.Output[0]);
        Assert.All(kept, site => Assert.NotEqual("DequantizeLinear", producers.GetValueOrDefault(producers[site.Site].Input[0])?.OpType));
    }

    [Fact]
    public void Run_BoundThatNothingHolds_SaysSo()
    {
        var message = Assert.Throws<OnnxExportException>(() => Run(Loose with { RelativeL2BoundPercent = 0 })).Message;

        Assert.Contains("no product of the network can be int8", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ForeignDataSet_IsRefused()
    {
        var manifest = _data.Manifest with { Neurons = [.. _data.Manifest.Neurons.Select(neuron => neuron with { Name = $"x-{neuron.Name}" })] };
        var foreign = new DataSet(manifest, new float[manifest.Traces.Length * manifest.Grid.Length], [], new long[manifest.Traces.Length + 1]);

        Assert.Contains(
            "none of its neurons is a training neuron",
            Assert.Throws<DataSetException>(() => Quantizer.Run(_model, foreign, Loose, (_, _, _) => { })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Training_Draw_HasNoHeldOutTrace()
    {
        var drawn = QuantizationTraces.Training(_model, _data, 4096, 1);
        var heldOut = QuantizationTraces.HeldOut(_model, _data);

        // Three neurons of twelve currents, one neuron held out.
        Assert.InRange(heldOut.Count, 1, 23);
        Assert.Equal(24, drawn.Count + heldOut.Count);
    }

    [Fact]
    public void Finish_WorseThanTheBound_WritesOnlyWhenForced()
    {
        var good = Run(Loose);
        var bad = new QuantizedGraph(_model, good.Form, good.File.ToArray(), good.FloatRow, good.Row with { RelativeL2BoundPercent = 0 });

        var message = Assert.Throws<BoundMissedException>(() => QuantizeCommand.Finish(bad, isForced: false)).Message;
        Assert.Contains("worse than the bounds on held-out currents", message, StringComparison.Ordinal);
        Assert.Contains("nothing was written", message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_model.Folder, "operator.int8.onnx")));
        Assert.False(File.Exists(Path.Combine(_model.Folder, QuantizationReport.FileName)));

        QuantizeCommand.Finish(bad, isForced: true);
        Assert.True(File.Exists(Path.Combine(_model.Folder, "operator.int8.onnx")));
    }

    [Fact]
    public void Load_ReportOfAnotherSchema_SaysWhatToDo()
    {
        File.WriteAllText(Path.Combine(_model.Folder, QuantizationReport.FileName), "{}");

        Assert.Contains("remove it to begin anew", Assert.Throws<OnnxExportException>(() => QuantizationReport.Load(_model)).Message, StringComparison.Ordinal);
    }

    private QuantizedGraph Run(QuantizationOptions options) => Quantizer.Run(_model, _data, options, (_, _, _) => { });
}

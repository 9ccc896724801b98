using Noble.Edge.Operator;
using Noble.Edge.Tests;

namespace Noble.Edge.Training.Tests;

public sealed class StreamingOnnxExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public StreamingOnnxExportTests() => _model = SmallStreaming.Write(_folder.File("small.noble"), SmallStreaming.Weights(SmallStreaming.Spec(24, 24)));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 0, StreamingSpikeDraw.Median)]
    [InlineData(23, 0, StreamingSpikeDraw.Random)]
    [InlineData(23, 3, StreamingSpikeDraw.Random)]
    public void Write_Graph_IsTheReferenceFreeRunning(int count, int ownFilters, StreamingSpikeDraw draw)
    {
        ModelBundle.SaveStreaming(ModelBundle.Load(_model), SmallStreaming.Weights(SmallStreaming.WithConductance(SmallStreaming.Spec(24, 24)) with { OwnFilters = ownFilters }));
        StreamingOnnxExport.Write(ModelBundle.Load(_model));
        var model = ModelBundle.Load(_model);
        var neurons = SmallStreaming.Neurons(model.Streaming!, count);
        using var reference = new StreamingReference(neurons, draw, 4);
        using var engine = StreamingOnnxEngine.Open(model, neurons, draw, 4, new OnnxEngineOptions { Providers = [OnnxProvider.Cpu], Threads = 1 });
        var currents = new float[count];
        var random = new Random(2);
        var spikes = 0;
        for (var k = 0; k < 2000; k++)
        {
            if (k % 60 == 0)
            {
                currents = [.. currents.Select(_ => (0.6f * random.NextSingle()) - 0.1f)];
            }

            float[] conductances = [.. currents.Select(current => 20 * Math.Abs(current))];
            reference.Step(currents, conductances);
            engine.Step(currents, conductances);
            for (var n = 0; n < count; n++)
            {
                // The network's sums are rounded in another order: 1e-6 of the voltage's 100 mV or so, and of a step.
                Assert.Equal(reference.Voltage[n], engine.Voltage[n], 1e-3f);
                Assert.Equal(reference.NextSpike[n] >= 0, engine.NextSpike[n] >= 0);
                Assert.Equal(reference.NextSpike[n], engine.NextSpike[n], 1e-3f);
                spikes += reference.NextSpike[n] >= 0 ? 1 : 0;
            }
        }

        Assert.InRange(spikes, 5, 2000 * count / 15);
    }

    [Fact]
    public void Write_Graph_IsListedWithItsErrorAndHash()
    {
        var written = StreamingOnnxExport.Write(ModelBundle.Load(_model));
        var model = ModelBundle.Load(_model);

        Assert.Equal(written, model.Manifest.Streaming!.Onnx);
        Assert.Equal((StreamingOnnxExport.FileName, 17, 0), (written.File, written.Opset, written.SpikesApart));
        Assert.InRange(written.VoltageErrorMillivolts!.Value, 1e-9, 1e-3);
        Assert.Contains(StreamingOnnxExport.FileName, model.Manifest.Files.Keys);
        Assert.All(OperatorSelfCheck.Run(model, null).Where(check => check.Name.Contains("streaming.onnx", StringComparison.Ordinal)), check => Assert.True(check.Passed, check.Detail));
    }

    [Fact]
    public void SaveStreaming_OtherWeights_DropTheGraph()
    {
        StreamingOnnxExport.Write(ModelBundle.Load(_model));
        ModelBundle.SaveStreaming(ModelBundle.Load(_model), SmallStreaming.Weights(SmallStreaming.Spec(), 2));

        var model = ModelBundle.Load(_model);
        Assert.Null(model.Manifest.Streaming!.Onnx);
        Assert.DoesNotContain(StreamingOnnxExport.FileName, model.Manifest.Files.Keys);
        Assert.False(File.Exists(Path.Combine(_model, StreamingOnnxExport.FileName)));
    }

    [Fact]
    public void StreamingOnnxEngine_GraphOfOtherSizesOrNone_IsRefused()
    {
        var model = ModelBundle.Load(_model);
        var neurons = SmallStreaming.Neurons(model.Streaming!, 2);
        Assert.Contains("has no ONNX graph of a streaming operator", Assert.Throws<ModelBundleException>(() => StreamingOnnxEngine.Open(model, neurons)).Message, StringComparison.Ordinal);
        StreamingOnnxExport.Write(model);
        var others = SmallStreaming.Neurons(SmallStreaming.Weights(SmallStreaming.Spec(5)), 2);
        var error = Assert.Throws<ModelFileException>(() => new StreamingOnnxEngine(Path.Combine(_model, StreamingOnnxExport.FileName), others));

        Assert.Contains("'modulation' float32 [neuron, 29]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ModelWithoutStreaming_SaysSo()
    {
        var model = ModelBundle.Load(SmallModel.Write(_folder.File("window.noble")));

        Assert.Equal("model 'small' has no streaming operator, expected one", Assert.Throws<OnnxExportException>(() => StreamingOnnxExport.Write(model)).Message);
    }
}

using Noble.Edge.Operator.Tests.Support;
using Noble.Edge.Tests;

namespace Noble.Edge.Operator.Tests.Engines.Onnx;

/// <summary>The engine on ONNX Runtime's CPU provider, held to what the other engines are held to.</summary>
public sealed class OnnxEngineTests : IDisposable
{
    // float32 against float64 through a few layers; a wrong mode or weight is a thousand times further off.
    private const double Tolerance = 3e-6;

    private static readonly NetworkShape Small = new() { InputChannels = 3, HiddenChannels = 8, Layers = 3, Modes = 9, LiftingChannels = 16, ProjectionChannels = 16, ChannelMlpChannels = 4 };
    private static readonly OnnxEngineOptions Cpu = new() { Providers = [OnnxProvider.Cpu], Threads = 1 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 1, 1, 1, 1, 1, 1, 3)]
    [InlineData(2, 3, 2, 4, 5, 7, 1, 203)]
    [InlineData(3, 8, 3, 9, 16, 16, 4, 18)]
    [InlineData(3, 8, 3, 9, 16, 16, 4, 509)]
    [InlineData(23, 24, 2, 33, 48, 96, 12, 640)]
    [InlineData(23, 20, 6, 96, 40, 40, 10, 1155)]
    [InlineData(3, 33, 2, 8, 6, 9, 17, 1024)]
    public void OnnxEngine_AnySizes_EqualsReference(int inputs, int hidden, int layers, int modes, int lifting, int projection, int mlp, int length)
    {
        var shape = new NetworkShape { InputChannels = inputs, HiddenChannels = hidden, Layers = layers, Modes = modes, LiftingChannels = lifting, ProjectionChannels = projection, ChannelMlpChannels = mlp };
        FnoWeights weights = FnoWeights.Random(shape, 17);
        float[] input = Input(inputs * length);
        float[] output = new float[length];
        using OnnxEngine engine = Create(weights, length);
        using var reference = new ReferenceEngine(weights, length);

        engine.Forward(input, 1, output);

        Assert.InRange(Error.RelativeRms(reference.Evaluate(input), output), 0, Tolerance);
    }

    [Theory]
    [InlineData(29)]
    [InlineData(211)]
    public void OnnxEngine_TinyNetwork_EqualsIndependentOutput(int length)
    {
        using OnnxEngine engine = Create(TinyNetwork.Weights(), length);
        float[] output = new float[length];

        engine.Forward(TinyNetwork.Input(length), 1, output);

        Assert.InRange(Error.RelativeRms(TinyNetwork.Expected(length), output), 0, 3e-6);
    }

    [Fact]
    public void OnnxEngine_PublishedCheckpoint_EqualsFloat64Output()
    {
        if (PublishedFixture.Folder is null)
        {
            return;
        }

        using OnnxEngine engine = Create(PublishedFixture.Weights, PublishedFixture.Length);
        float[] output = new float[PublishedFixture.Batch * PublishedFixture.Length];

        engine.Forward(PublishedFixture.Array("input").Data, PublishedFixture.Batch, output);

        Assert.InRange(Error.RelativeRms(PublishedFixture.Output, output), 0, 1e-5);
    }

    [Fact]
    public void OnnxEngine_AnyBatch_EqualsSingleTraces()
    {
        const int Length = 300;
        FnoWeights weights = FnoWeights.Random(Small, 2);
        using OnnxEngine engine = Create(weights, Length);
        using var simd = new SimdEngine(weights, Length);
        foreach (int batch in (int[])[1, 2, 7, 3])
        {
            float[] input = Input(batch * Small.InputChannels * Length);
            float[] output = new float[batch * Length];
            float[] expected = new float[batch * Length];

            engine.Forward(input, batch, output);
            simd.Forward(input, batch, expected);

            Assert.InRange(Error.RelativeRms(expected, output), 0, Tolerance);
        }
    }

    [Fact]
    public void OnnxEngine_OtherBuffersThanBefore_AreReadAndWritten()
    {
        const int Length = 40;
        using OnnxEngine engine = Create(FnoWeights.Random(Small, 2), Length);
        float[] first = Input(Small.InputChannels * Length);
        float[] expected = new float[Length];
        engine.Forward(first, 1, expected);

        // More buffers than the engine remembers, then new content in one that it knows.
        for (int i = 0; i < 40; i++)
        {
            float[] output = new float[Length];
            engine.Forward((float[])first.Clone(), 1, output);
            Assert.Equal(expected, output);
        }

        first.AsSpan().Clear();
        float[] zero = new float[Length];
        engine.Forward(first, 1, zero);
        Assert.NotEqual(expected, zero);
    }

    [Fact]
    public void OnnxEngine_Forward_AllocatesNothing()
    {
        const int Length = 301;
        using OnnxEngine engine = Create(FnoWeights.Random(Small, 3), Length);
        float[] input = GC.AllocateArray<float>(4 * Small.InputChannels * Length, pinned: true);
        float[] output = GC.AllocateArray<float>(4 * Length, pinned: true);
        Input(input.Length).CopyTo(input, 0);
        engine.Forward(input, 4, output);
        double expected = output.Sum();
        foreach (var run in AllocationAssert.Runs())
        {
            for (int i = 0; i < 10; i++)
            {
                output.AsSpan().Clear();
                engine.Forward(input, 4, output);
            }
        }
        Assert.NotEqual(0, expected);
        Assert.Equal(expected, output.Sum());
    }

    [Fact]
    public void OnnxEngine_Description_TellsProviderVersionPrecisionAndFile()
    {
        using OnnxEngine engine = Create(FnoWeights.Random(Small, 1), 100);

        Assert.Matches(@"^onnx, CPU, ONNX Runtime 1\.[0-9]+\.[0-9]+, fp32, graph\.onnx$", engine.Description);
        Assert.Equal((OnnxProvider.Cpu, OnnxPrecision.Fp32), (engine.Provider, engine.Precision));
    }

    [Fact]
    public void OnnxEngine_Threads_AreWhatWasAsked()
    {
        using OnnxEngine engine = Create(FnoWeights.Random(Small, 1), 1024, Cpu with { Threads = 3 });
        string[] before = Names();
        using OnnxEngine more = Create(FnoWeights.Random(Small, 1), 1024, Cpu with { Threads = 5 });

        // The caller is one of them.
        Assert.Equal(before.Length + 4, Names().Length);

        static string[] Names() => Directory.GetDirectories("/proc/self/task");
    }

    [Fact]
    public void OnnxEngine_BadArguments_SayWhatIsExpected()
    {
        using OnnxEngine engine = Create(FnoWeights.Random(Small, 1), 100);

        Assert.StartsWith("expected [2, 3, 100] = 600 elements, found 599", Assert.Throws<ArgumentException>(() => engine.Forward(new float[599], 2, new float[200])).Message, StringComparison.Ordinal);
        Assert.StartsWith("expected [2, 1, 100] = 200 elements, found 100", Assert.Throws<ArgumentException>(() => engine.Forward(new float[600], 2, new float[100])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => engine.Forward([], 0, []));
    }

    [Fact]
    public void OnnxEngine_Disposed_RefusesWork()
    {
        OnnxEngine engine = Create(FnoWeights.Random(Small, 1), 100);
        engine.Dispose();
        engine.Dispose();

        Assert.Throws<ObjectDisposedException>(() => engine.Forward(new float[300], 1, new float[100]));
    }

    [Fact]
    public void Open_ModelWithTheGraph_EqualsItsOwnEngine()
    {
        ModelBundle model = ModelBundle.Load(SmallModel.Write(_folder.File("small.noble")));
        Assert.Contains("has no ONNX graph of precision fp32, expected one made by noble-train", Assert.Throws<ModelBundleException>(() => OnnxEngine.Open(model, OnnxPrecision.Fp32, Cpu)).Message, StringComparison.Ordinal);
        OnnxNetwork.AddTo(model.Folder);
        model = ModelBundle.Load(model.Folder);
        using OnnxEngine engine = OnnxEngine.Open(model, OnnxPrecision.Fp32, Cpu);
        using var simd = new SimdEngine(model.Weights, SmallModel.Length);
        float[] input = Input(model.Manifest.Network.InputChannels * SmallModel.Length);
        float[] output = new float[SmallModel.Length];
        float[] expected = new float[SmallModel.Length];

        engine.Forward(input, 1, output);
        simd.Forward(input, 1, expected);

        Assert.InRange(Error.RelativeRms(expected, output), 0, Tolerance);
        Assert.Contains("has no ONNX graph of precision int8, expected one of those it has: fp32", Assert.Throws<ModelBundleException>(() => OnnxEngine.Open(model, OnnxPrecision.Int8, Cpu)).Message, StringComparison.Ordinal);
    }

    private static float[] Input(int count)
    {
        var random = new Random(11);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
    }

    private OnnxEngine Create(FnoWeights weights, int length, OnnxEngineOptions? options = null)
    {
        string path = _folder.File("graph.onnx");
        File.WriteAllBytes(path, OnnxNetwork.Write(weights, length));
        return new OnnxEngine(path, weights.Shape, length, OnnxPrecision.Fp32, options ?? Cpu);
    }
}

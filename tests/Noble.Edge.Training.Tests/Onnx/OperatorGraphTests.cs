using Noble.Edge.Neurons.Tests;
using Noble.Edge.Operator;

namespace Noble.Edge.Training.Tests;

public sealed class OperatorGraphTests
{
    private const double Tolerance = 1e-5; // relative RMS against float64, what the specification asks for

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Write_PublishedNetwork_EqualsFloat64Output(bool isShort)
    {
        if (SharedData.Find("fno-fixture", "noble_paper_random.pth") is not { } checkpoint)
        {
            return;
        }

        const int Batch = 2, Length = 8583;
        using var folder = new ImportFolder();
        var weights = CheckpointImport.Run(checkpoint, folder.File("published.noble"), new ImportOptions()).Model.Weights;
        var basis = isShort ? SpectralBasis.Short(Length, weights.Shape.Modes)! : SpectralBasis.Plain(Length, weights.Shape.Modes);
        using var session = new OnnxSession(OperatorGraph.Write(weights, basis, GraphPrecision.Float));

        var output = session.Run(NpyFile.Read<float>(SharedData.Find("fno-fixture", "input.npy")!).Data, Batch);

        var expected = NpyFile.Read<double>(SharedData.Find("fno-fixture", "output_float64_reference.npy")!).Data;
        Assert.InRange(GraphCase.RelativeRms(expected, output), 0, Tolerance);
    }

    [Theory]
    [InlineData(96, 6, 20, 40, 1000, true)]
    [InlineData(96, 6, 20, 40, 1001, true)]
    [InlineData(96, 6, 20, 40, 1001, false)]
    [InlineData(96, 1, 4, 8, 200, false)]
    [InlineData(12, 2, 5, 7, 5150, true)]
    [InlineData(30, 1, 3, 2, 25750, true)]
    [InlineData(1, 1, 1, 1, 64, true)]
    public void Write_OtherSizes_EqualTheReference(int modes, int layers, int hidden, int projection, int length, bool isShort)
    {
        var test = GraphCase.Create(
            new NetworkShape { InputChannels = 2, Modes = modes, Layers = layers, HiddenChannels = hidden, LiftingChannels = 9, ProjectionChannels = projection, ChannelMlpChannels = 6 }, length);
        using var session = new OnnxSession(test.Graph(isShort));
        var input = test.Input(1);

        Assert.InRange(GraphCase.RelativeRms(test.Reference(input), session.Run(input, 1)), 0, Tolerance);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Write_AnyBatch_GivesEachTraceAsAlone(bool isShort)
    {
        var test = GraphCase.Small;
        using var session = new OnnxSession(test.Graph(isShort));
        foreach (var batch in (int[])[1, 3, 16])
        {
            var (input, each) = (test.Input(batch), test.Weights.Shape.InputChannels * test.Length);
            var output = session.Run(input, batch);

            Assert.Equal(batch * test.Length, output.Length);
            for (var trace = 0; trace < batch; trace++)
            {
                var expected = test.Reference(input.AsSpan(trace * each, each));
                Assert.InRange(GraphCase.RelativeRms(expected, output.AsSpan(trace * test.Length, test.Length)), 0, Tolerance);
            }
        }
    }

    [Theory]
    [InlineData(SiteArithmetic.Half, 1e-6, 5e-3)]
    [InlineData(SiteArithmetic.Int8, 1e-3, 0.1)]
    public void Write_LowerPrecision_CostsWhatItsBitsSay(object arithmetic, double least, double most)
    {
        var test = GraphCase.Small;
        var input = test.Input(1);
        using var session = new OnnxSession(test.Graph(isShort: true, test.All((SiteArithmetic)arithmetic, isShort: true)));

        // From below as well: a graph that was float32 after all would be too good.
        Assert.InRange(GraphCase.RelativeRms(test.Reference(input), session.Run(input, 1)), least, most);
    }

    [Fact]
    public void Write_Rehearsal_IsWorseThanWhatTheCpuMakesOfFloat16()
    {
        var test = GraphCase.Small;
        var (input, precision) = (test.Input(1), test.All(SiteArithmetic.Half, isShort: true));
        using var graph = new OnnxSession(test.Graph(isShort: true, precision));
        using var rehearsal = new OnnxSession(test.Graph(isShort: true, precision with { IsRehearsal = true }));

        var expected = test.Reference(input);
        var (asRun, asHardware) = (GraphCase.RelativeRms(expected, graph.Run(input, 1)), GraphCase.RelativeRms(expected, rehearsal.Run(input, 1)));
        Assert.InRange(asHardware, asRun, 5e-3);
    }

    [Fact]
    public void Write_OneSiteInFloat16_IsBetterThanAll()
    {
        var test = GraphCase.Small;
        var input = test.Input(1);
        var all = test.All(SiteArithmetic.Half, isShort: true) with { IsRehearsal = true };
        double Error(GraphPrecision precision)
        {
            using var session = new OnnxSession(test.Graph(isShort: true, precision));
            return GraphCase.RelativeRms(test.Reference(input), session.Run(input, 1));
        }

        var one = all with { Sites = new Dictionary<string, SiteArithmetic> { [GraphSites.Mlp(1, 0)] = SiteArithmetic.Half } };
        Assert.InRange(Error(one), Error(GraphPrecision.Float) * 1.5, Error(all));
    }

    [Fact]
    public void Write_Twice_GivesTheSameBytes()
    {
        var test = GraphCase.Small;

        Assert.Equal(test.Graph(isShort: true), test.Graph(isShort: true));
    }

    [Fact]
    public void WriteObserved_EachSite_HasItsActivation()
    {
        var test = GraphCase.Small;
        var (file, activations) = OperatorGraph.WriteObserved(test.Weights, test.Basis(isShort: true));

        Assert.Equal(
            GraphSites.All(test.Weights.Shape, test.Basis(isShort: true)).Where(GraphSites.CanBeInt8).Order(),
            activations.Keys.Order());
        using var session = new OnnxSession(file);
        string[] names = [.. activations.Values.Distinct().Where(name => name != OnnxGraph.InputName)];
        var seen = 0;
        session.Observe(test.Input(1), 1, names, (_, values) => seen += values.Length > 0 ? 1 : 0);
        Assert.Equal(names.Length, seen);
    }
}

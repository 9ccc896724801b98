using System.Text;
using Noble.Edge.Operator;

namespace Noble.Edge.Training.Tests;

public sealed class CheckpointImportTests : IDisposable
{
    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Run_StateDictOfAnyProtocol_GivesItsWeights(int protocol)
    {
        var report = _folder.Import(new TorchZip().Of(SmallNetwork.StateDict(), protocol));

        SmallNetwork.AssertWeights(report.Model.Weights);
        Assert.Equal(SmallNetwork.Shape, report.Model.Manifest.Network);
        Assert.Equal("PyTorch zip, format version 3", report.Format);
        Assert.Equal(["22 float32 as they are", "2 complex64 split into real and imaginary float32 parts"], report.Conversions);
        Assert.Empty(report.Checked);
    }

    [Fact]
    public void Run_Defaults_ArePublishedEmbeddingAndProtocol()
    {
        var manifest = _folder.Import(new TorchZip().Of(SmallNetwork.StateDict())).Model.Manifest;

        Assert.Equal(
            [(ChannelKind.Current, null, 1), (ChannelKind.CurrentNerf, null, 9), (ChannelKind.FeatureNerf, "slope", 1), (ChannelKind.FeatureNerf, "intercept", 1)],
            manifest.Channels.Select(channel => (channel.Kind, channel.Feature, channel.Frequencies)));
        Assert.Equal((8583, 0.06, 250, 6917), (manifest.Grid.Length, manifest.Grid.StepMilliseconds, manifest.Grid.StimulusOnSample, manifest.Grid.StimulusOffSample));
        Assert.Equal((-0.11, 0.28, 0.1), (manifest.CurrentRange.MinimumNanoamperes, manifest.CurrentRange.MaximumNanoamperes, manifest.CurrentRange.UnitNanoamperes));
        Assert.Equal(new OutputMapping { ScaleMillivolts = 1000 }, manifest.Output);
        Assert.Equal(4, manifest.Latent.Points.Length);
        Assert.Equal([848, 0.0139], manifest.Latent.Points[1].Values);
        Assert.Empty(manifest.Accuracy);
        Assert.Equal("0", manifest.Name);
        Assert.Contains("corners of the published ranges", manifest.Provenance.Training, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_EveryOption_IsInTheManifest()
    {
        File.WriteAllText(_folder.File("latents.csv"), "width,name,intercept\n0.5,a,0.01\n0.7,b,0.03\n");
        var options = new ImportOptions
        {
            Layers = 2,
            Channels = 4,
            FourierModes = 9,
            Inputs = 23,
            ProjectionRatio = 4,
            Frequencies = 7,
            FeatureFrequencies = 2,
            Features = [ImportFeature.Parse("intercept"), ImportFeature.Parse("width=0:1:ms")],
            LatentsFile = _folder.File("latents.csv"),
            GridLength = 5000,
            StepMilliseconds = 0.1,
            StimulusOnMilliseconds = 20,
            StimulusOffMilliseconds = 420,
            MinimumNanoamperes = 0,
            MaximumNanoamperes = 0.5,
            CurrentUnitNanoamperes = 1,
            OutputUnitMillivolts = 100,
            Name = "other",
            Cell = "my cell",
        };
        var report = _folder.Import(new TorchZip().Of(SmallNetwork.StateDict()), options);
        var manifest = report.Model.Manifest;

        Assert.Equal(["options"], report.Checked);
        Assert.Equal([1, 14, 4, 4], manifest.Channels.Select(channel => channel.Count));
        Assert.Equal((5000, 0.1, 200, 4200), (manifest.Grid.Length, manifest.Grid.StepMilliseconds, manifest.Grid.StimulusOnSample, manifest.Grid.StimulusOffSample));
        Assert.Equal((0, 0.5, 1), (manifest.CurrentRange.MinimumNanoamperes, manifest.CurrentRange.MaximumNanoamperes, manifest.CurrentRange.UnitNanoamperes));
        Assert.Equal((100, "other", "my cell"), (manifest.Output.ScaleMillivolts, manifest.Name, manifest.Provenance.Cell));
        Assert.Equal([("intercept", "nA", 0.01, 0.03), ("width", "ms", 0, 1)], manifest.Latent.Features.Select(f => (f.Name, f.Unit, f.Minimum, f.Maximum)));
        Assert.Equal([0.03, 0.7], manifest.Latent.Points[1].Values);
        Assert.Equal(["a", "b"], manifest.Latent.Points.Select(point => point.Name));
        Assert.EndsWith("latent points from latents.csv", manifest.Provenance.Training, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("module.")]
    [InlineData("_orig_mod.")]
    [InlineData("_orig_mod.module.")]
    public void Run_WrappersPrefix_IsRemoved(string prefix) =>
        SmallNetwork.AssertWeights(_folder.Import(new TorchZip().Of(SmallNetwork.StateDict(prefix))).Model.Weights);

    [Fact]
    public void Run_TrainingCheckpoint_FindsTheStateDict()
    {
        var optimiser = new Dictionary<string, object?> { ["state"] = new List<object?> { StoredTensor.Of("Float", [1f, 2f], 2) }, ["betas"] = new object?[] { 0.9, 0.999 } };
        var checkpoint = new Dictionary<string, object?> { ["epoch"] = 296, ["best"] = new Dictionary<string, object?> { ["model_state_dict"] = SmallNetwork.StateDict() }, ["optimizer_state_dict"] = optimiser, ["loss"] = 0.02 };
        var report = _folder.Import(new TorchZip { Root = "FNO_best" }.Of(checkpoint));

        SmallNetwork.AssertWeights(report.Model.Weights);
        Assert.EndsWith("state dict under 'best.model_state_dict'", report.Format, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_TwoStateDicts_NeedsAKey()
    {
        var other = SmallNetwork.With("lifting.fcs.0.bias", tensor => tensor with { Bytes = new byte[tensor.Bytes.Length] });
        var zip = new TorchZip().Of(new Dictionary<string, object?> { ["model"] = SmallNetwork.StateDict(), ["ema"] = other });

        Assert.Equal("expected one state dict, or --key to choose, found dictionaries under 'model', 'ema'", _folder.Refusal(zip));
        Assert.Equal("expected a dictionary under 'best', found dictionaries under the top, 'model', 'ema'", _folder.Refusal(zip, new ImportOptions { Key = "best" }));
        SmallNetwork.AssertWeights(_folder.Import(zip, new ImportOptions { Key = "model" }).Model.Weights);
        Assert.Equal(new float[8], _folder.Import(zip, new ImportOptions { Key = "ema" }).Model.Weights.LiftingBias0);
    }

    [Fact]
    public void Run_OtherFloatingPointTypes_AreConverted()
    {
        float[] values = [1f, -2.5f, 0.1f, 65504f, 6.1035156e-5f, 0f, -0f, 3.14159274f];
        Half[] halves = [.. values.Select(value => (Half)value)];
        ushort[] upper = [.. values.Select(value => (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16))];
        var entries = SmallNetwork.StateDict();
        Replace("lifting.fcs.0.bias", StoredTensor.Of("Double", [.. values.Select(value => value + 1e-12)], 8));
        Replace("lifting.fcs.1.bias", StoredTensor.Of("Half", halves[..4], 4));
        Replace("fno_blocks.channel_mlp.0.fcs.1.bias", StoredTensor.Of("BFloat16", upper[..4], 4));
        Replace("fno_blocks.convs.1.weight.tensor", StoredTensor.Of("ComplexDouble", Enumerable.Range(0, 160).Select(i => i * 0.1).ToArray(), 4, 4, 5));
        var report = _folder.Import(new TorchZip().Of(entries));
        var tensors = report.Model.Weights.ToTensors();

        Assert.Equal(values.Select(value => (float)(value + 1e-12)), tensors["lifting.fcs.0.bias"].As<float>().ToArray());
        Assert.Equal(halves[..4].Select(half => (float)half), tensors["lifting.fcs.1.bias"].As<float>().ToArray());
        Assert.Equal(upper[..4].Select(bits => BitConverter.UInt32BitsToSingle((uint)bits << 16)), tensors["fno_blocks.channel_mlp.0.fcs.1.bias"].As<float>().ToArray());
        Assert.Equal((float)(158 * 0.1), tensors["fno_blocks.convs.1.weight.real"].As<float>()[79]);
        Assert.Equal((float)(159 * 0.1), tensors["fno_blocks.convs.1.weight.imag"].As<float>()[79]);
        Assert.Contains("1 float64 rounded to the nearest float32", report.Conversions);
        Assert.Contains("1 complex128 split into parts, each rounded to the nearest float32", report.Conversions);

        void Replace(string name, StoredTensor tensor) => entries[entries.FindIndex(entry => entry.Key == name)] = new(name, tensor);
    }

    [Fact]
    public void Run_StridedView_IsReadInItsOwnOrder()
    {
        // W[i, o, m] kept as [m, o, i], behind three elements of something else.
        var weight = SmallNetwork.Weights.ToTensors();
        var pairs = StoredTensor.Interleave(weight["fno_blocks.convs.0.weight.real"].As<float>(), weight["fno_blocks.convs.0.weight.imag"].As<float>());
        var moved = new float[6 + pairs.Length];
        for (var e = 0; e < 80; e++)
        {
            var (i, o, m) = (e / 20, e / 5 % 4, e % 5);
            Array.Copy(pairs, 2 * e, moved, 6 + (2 * ((m * 16) + (o * 4) + i)), 2);
        }

        var view = StoredTensor.Of("ComplexFloat", moved, 4, 4, 5) with { Offset = 3, Strides = [1, 4, 16], IsParameter = true };
        SmallNetwork.AssertWeights(_folder.Import(new TorchZip().Of(SmallNetwork.With("fno_blocks.convs.0.weight.tensor", _ => view))).Model.Weights);
    }

    [Fact]
    public void Run_PublishedFileName_StatesSizesEmbeddingAndCell()
    {
        const string Name = "NOBLE_PVALB_689331391_FNO_nmodes-8_in-23_out-1_nlayers-2_projectionratio-4_hc-4_AmpEmbeddings-FreqScaledNeRF-nfreq-7_HoFEmbeddings-FreqScaledNeRF-nfreq-2_bestepoch-296.pth";
        var report = _folder.Import(new TorchZip().Of(SmallNetwork.StateDict()), name: Name);

        Assert.Equal(["file name"], report.Checked);
        Assert.Equal([1, 14, 4, 4], report.Model.Manifest.Channels.Select(channel => channel.Count));
        Assert.Equal("PVALB_689331391", report.Model.Manifest.Provenance.Cell);
        Assert.Contains($"{Name}, SHA-256 ", report.Model.Manifest.Provenance.Training, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Options_WinOverTheName() =>
        Assert.Equal(["options", "file name"], _folder.Import(new TorchZip().Of(SmallNetwork.StateDict()), new ImportOptions { Layers = 2 }, "FNO_nmodes-8_nlayers-3.pth").Checked);

    [Fact]
    public void Run_FolderThatIsThere_IsLeftAlone()
    {
        Directory.CreateDirectory(_folder.File("0.noble"));
        File.WriteAllText(_folder.File("0.noble/model.json"), "{}");
        var error = Assert.Throws<CheckpointException>(() => _folder.Import(new TorchZip().Of(SmallNetwork.StateDict())));

        Assert.Equal($"{_folder.File("0.noble")}: expected a model folder that is not there yet, or an empty one, found something there", error.Message);
        Assert.Equal("{}", File.ReadAllText(_folder.File("0.noble/model.json")));
    }

    [Fact]
    public void Run_PublishedLatentTable_NamesNeuronsBySeedAndHallOfFame()
    {
        File.WriteAllText(_folder.File("hof.csv"), ",cell_type,cell_id,seed,hof,slope,intercept\n200,PVALB,1,1,0,756.5,0.0164\n201,PVALB,1,2,7,790.25,0.0174\n");
        var latent = _folder.Import(new TorchZip().Of(SmallNetwork.StateDict()), new ImportOptions { LatentsFile = _folder.File("hof.csv") }).Model.Manifest.Latent;

        Assert.Equal(["seed-1-hof-0", "seed-2-hof-7"], latent.Points.Select(point => point.Name));
        Assert.Equal([(756.5, 790.25), (0.0164, 0.0174)], latent.Features.Select(feature => (feature.Minimum, feature.Maximum)));

        var options = new ImportOptions { LatentsFile = _folder.File("hof.csv"), Features = [ImportFeature.Parse("slope=743:848"), ImportFeature.Parse("intercept")] };
        latent = _folder.Import(new TorchZip().Of(SmallNetwork.StateDict()), options).Model.Manifest.Latent;
        Assert.Equal([(743, 848), (0.0164, 0.0174)], latent.Features.Select(feature => (feature.Minimum, feature.Maximum)));
    }

    [Theory]
    [InlineData("slope,intercept\n1,2\n", "line 1: expected a column 'name', or 'seed' and 'hof'")]
    [InlineData("name,slope\na,1\n", "line 1: 0 columns 'intercept', expected one")]
    [InlineData("name,slope,intercept\n", "has no neurons, expected a line for each after the header")]
    [InlineData("name,slope,intercept\na,1\n", "line 2: 2 values, expected 3")]
    [InlineData("name,slope,intercept\na,1,high\n", "line 2: 'high' for intercept, expected a number in nA")]
    [InlineData("name,slope,intercept\na,1,2\na,2,3\n", "the neuron 'a' is there 2 times, expected once")]
    [InlineData("name,slope,intercept\na,1,2\nb,1,3\n", "every slope is 1, expected a range to scale by, or --feature slope=LOW:HIGH")]
    public void Run_LatentTableThatIsWrong_NamesTheLine(string text, string message)
    {
        File.WriteAllText(_folder.File("latents.csv"), text, Encoding.UTF8);
        var error = Assert.Throws<PopulationException>(() => _folder.Import(new TorchZip().Of(SmallNetwork.StateDict()), new ImportOptions { LatentsFile = _folder.File("latents.csv") }));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("slope", "slope", "Hz/nA", null, null)]
    [InlineData("ap_width", "ap_width", "ms", null, null)]
    [InlineData("slope=1:2", "slope", "Hz/nA", 1.0, 2.0)]
    [InlineData("new=-1:1e3:mV", "new", "mV", -1.0, 1000.0)]
    public void ImportFeature_Text_IsRead(string text, string name, string unit, double? low, double? high) =>
        Assert.Equal(new ImportFeature(name, unit, low, high), ImportFeature.Parse(text));

    [Theory]
    [InlineData("new")]
    [InlineData("new=1:2")]
    [InlineData("=1:2:mV")]
    [InlineData("slope=2:1")]
    [InlineData("slope=1")]
    [InlineData("slope=1:nan")]
    [InlineData("slope=1:2:3:4")]
    public void ImportFeature_TextThatIsWrong_Throws(string text) => Assert.Contains($"'{text}'", Assert.Throws<FormatException>(() => ImportFeature.Parse(text)).Message, StringComparison.Ordinal);
}

using System.IO.Compression;
using Noble.Edge.Operator;

namespace Noble.Edge.Training.Tests;

/// <summary>Checkpoints whose tensors, settings, sizes or zip are not what they should be: each has its message.</summary>
public sealed class CheckpointRefusalTests : IDisposable
{
    private const string Spectral = "fno_blocks.convs.0.weight.tensor";

    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_MissingTensor_IsNamed()
    {
        Refuses("fno_blocks.convs.1.bias: expected a floating-point type of shape (4, 1), found no such tensor", SmallNetwork.With("fno_blocks.convs.1.bias", null));
        Refuses("fno_blocks.convs.1.weight.tensor: expected a complex type of shape (4, 4, 5), found no such tensor", SmallNetwork.With("fno_blocks.convs.1.weight.tensor", null));
        Refuses("lifting.fcs.0.weight: expected a tensor of neuraloperator's FNO, found no such tensor among 23", SmallNetwork.With("lifting.fcs.0.weight", null));
        Refuses("expected a state dict of neuraloperator's FNO, found none: dictionaries under the top", []);
    }

    [Fact]
    public void Run_RenamedTensor_IsMissed()
    {
        var entries = SmallNetwork.With("fno_blocks.fno_skips.1.conv.weight", null);
        entries.Add(new("fno_blocks.fno_skips.1.conv.weights", StoredTensor.Of("Float", new float[16], 4, 4, 1)));

        Refuses("fno_blocks.fno_skips.1.conv.weight: expected a floating-point type of shape (4, 4, 1), found no such tensor", entries);
    }

    [Fact]
    public void Run_ExtraTensor_IsNamed() => Refuses(
        "fno_blocks.norm.0.weight: expected only the network's own tensors, found an extra one, float32 of shape (4)",
        [.. SmallNetwork.StateDict(), new("fno_blocks.norm.0.weight", StoredTensor.Of("Float", new float[4], 4))]);

    [Fact]
    public void Run_EntryThatIsNoTensor_IsNamed() => Refuses("note: expected a tensor, found 'best?epoch'", [.. SmallNetwork.StateDict(), new("note", "best\nepoch")]);

    [Fact]
    public void Run_ReshapedTensor_IsNamedWithBothShapes()
    {
        Refuses("fno_blocks.channel_mlp.1.fcs.0.weight: expected a floating-point type of shape (2, 4, 1), found float32 of shape (4, 2, 1)",
            SmallNetwork.With("fno_blocks.channel_mlp.1.fcs.0.weight", tensor => tensor with { Shape = [4, 2, 1] }));
        Refuses("fno_blocks.convs.1.weight.tensor: expected a complex type of shape (4, 4, 5), found complex64 of shape (80)",
            SmallNetwork.With("fno_blocks.convs.1.weight.tensor", tensor => tensor with { Shape = [80] }));
        Refuses("fno_blocks.convs.0.weight.tensor: expected a shape (channels, channels, modes), found complex64 of shape (80)",
            SmallNetwork.With(Spectral, tensor => tensor with { Shape = [80] }));
    }

    [Fact]
    public void Run_WrongElementType_IsNamed()
    {
        Refuses("lifting.fcs.0.bias: expected a floating-point type of shape (8), found int64 of shape (8)",
            SmallNetwork.With("lifting.fcs.0.bias", _ => StoredTensor.Of("Long", new long[8], 8)));
        Refuses("lifting.fcs.0.bias: expected a floating-point type of shape (8), found complex64 of shape (8)",
            SmallNetwork.With("lifting.fcs.0.bias", _ => StoredTensor.Of("ComplexFloat", new float[16], 8)));
        Refuses($"{Spectral}: expected a complex type of shape (4, 4, 5), found float32 of shape (4, 4, 5)",
            SmallNetwork.With(Spectral, _ => StoredTensor.Of("Float", new float[80], 4, 4, 5)));
    }

    [Fact]
    public void Run_ValueThatIsNotFinite_IsNamedWithItsPlace()
    {
        Refuses("lifting.fcs.0.bias: expected finite weights, found NaN at element 3", SmallNetwork.With("lifting.fcs.0.bias", _ => StoredTensor.Of("Float", [0, 0, 0, float.NaN, 0, 0, 0, 0], 8)));
        Refuses("lifting.fcs.1.bias: expected weights within the range of float32, found 1E+39 at element 2", SmallNetwork.With("lifting.fcs.1.bias", _ => StoredTensor.Of("Double", [0, 0, 1e39, 0], 4)));
        var infinite = new float[160];
        infinite[7] = float.NegativeInfinity;
        Refuses($"{Spectral}: expected finite weights, found -Infinity at element 3", SmallNetwork.With(Spectral, _ => StoredTensor.Of("ComplexFloat", infinite, 4, 4, 5)));
    }

    [Fact]
    public void Run_NameTwice_IsRefused()
    {
        var entries = SmallNetwork.StateDict();
        Assert.StartsWith("data.pkl: expected each name once, found 'fno_blocks.convs.0.bias' twice at byte ", _folder.Refusal(new TorchZip().Of(entries.Append(entries.Single(entry => entry.Key == "fno_blocks.convs.0.bias")))), StringComparison.Ordinal);
        Refuses("fno_blocks.convs.0.weight: expected one form of the weight, found several: fno_blocks.convs.0.weight.tensor, fno_blocks.convs.0.weight",
            [.. entries, new("fno_blocks.convs.0.weight", StoredTensor.Of("ComplexFloat", new float[160], 4, 4, 5))]);
    }

    [Fact]
    public void Run_SettingsThatAgree_AreChecked()
    {
        List<KeyValuePair<string, object?>> entries = [.. SmallNetwork.StateDict(), new("_metadata", SmallNetwork.Settings().Append(new("brand_new", 1)))];
        var report = _folder.Import(new TorchZip().Of(entries));

        Assert.Equal(["settings in the checkpoint"], report.Checked);
        Assert.Equal(["brand_new"], report.Unknown);
    }

    [Theory]
    [InlineData("domain_padding", 0.1, "_metadata: domain_padding: expected the value of the published network, found 0.1")]
    [InlineData("norm", "group_norm", "_metadata: norm: expected the value of the published network, found 'group_norm'")]
    [InlineData("preactivation", true, "_metadata: preactivation: expected the value of the published network, found True")]
    [InlineData("positional_embedding", null, "_metadata: positional_embedding: expected the value of the published network, found None")]
    [InlineData("n_layers", 3, "layers: expected 3 by its setting n_layers, found 2 in its tensors")]
    [InlineData("n_modes", 12, "modes: expected 7 complex modes of 12 by its setting n_modes, found 5 in its tensors")]
    [InlineData("lifting_channel_ratio", 3, "lifting channels: expected 3 x 4 = 12 by its setting lifting_channel_ratio, found 8 in its tensors")]
    [InlineData("channel_mlp_expansion", "half", "_metadata: channel_mlp_expansion: expected a number, found 'half'")]
    public void Run_SettingOfAnotherNetwork_IsNamed(string name, object? value, string message)
    {
        var settings = SmallNetwork.Settings();
        settings[name] = value;
        Refuses(message, [.. SmallNetwork.StateDict(), new("_metadata", settings)]);
    }

    [Theory]
    [InlineData("FNO_nmodes-8_nlayers-3_hc-4.pth", "layers: expected 3 by the file's name, found 2 in its tensors")]
    [InlineData("FNO_nmodes-16_nlayers-2_hc-4.pth", "modes: expected 9 complex modes of 16 by the file's name, found 5 in its tensors")]
    [InlineData("FNO_nmodes-8_hc-5.pth", "channels: expected 5 by the file's name, found 4 in its tensors")]
    [InlineData("FNO_nmodes-8_in-21_hc-4.pth", "inputs: expected 21 by the file's name, found 23 in its tensors")]
    [InlineData("FNO_nmodes-8_out-2_hc-4.pth", null)]
    [InlineData("FNO_nmodes-8_projectionratio-3.pth", "projection channels: expected 3 x 4 = 12 by the file's name, found 16 in its tensors")]
    [InlineData("FNO_nmodes-8_group-norm.pth", "the file's name: expected the published embedding, scaled in frequency, without norm, found 'group-norm'")]
    [InlineData("FNO_nmodes-8_AmpEmbeddings-AmpScaledNeRF-nfreq-9.pth", "the file's name: expected the published embedding, scaled in frequency, without norm, found 'AmpEmbeddings-AmpScaledNeRF-nfreq-9'")]
    [InlineData("FNO_nmodes-8_AmpEmbeddings-FreqScaledNeRF-nfreq-8.pth", "inputs: expected 1 + 2 x 8 + 2 x 1 x 2 features = 21 by the embedding (--frequencies, --feature-frequencies, --feature), found 23 in its tensors")]
    public void Run_FileNameThatContradictsTheTensors_SaysWhich(string name, string? message)
    {
        var zip = new TorchZip().Of(SmallNetwork.StateDict());
        Assert.Equal(message ?? "outputs: expected 2 by the file's name, found 1 in its tensors", _folder.Refusal(zip, name: name));
    }

    [Fact]
    public void Run_OptionThatContradictsTheTensors_SaysWhich()
    {
        var zip = new TorchZip().Of(SmallNetwork.StateDict());
        foreach (var (options, message) in new (ImportOptions, string)[]
        {
            (new() { Layers = 3 }, "layers: expected 3 by --layers, found 2 in its tensors"),
            (new() { Channels = 3 }, "channels: expected 3 by --channels, found 4 in its tensors"),
            (new() { FourierModes = 12 }, "modes: expected 7 complex modes of 12 by --modes, found 5 in its tensors"),
            (new() { Inputs = 20 }, "inputs: expected 20 by --inputs, found 23 in its tensors"),
            (new() { ProjectionRatio = 2 }, "projection channels: expected 2 x 4 = 8 by --projection-ratio, found 16 in its tensors"),
            (new() { GridLength = 9 }, "grid: expected at least 10 samples for 5 modes, found 9"),
            (new() { GridLength = 100 }, "grid: expected a current step within the window of 6 ms, found one from 15 to 415 ms"),
            (new() { MinimumNanoamperes = 1 }, "currents: expected the lowest under the highest, found 1 to 0.28 nA"),
            (new() { Features = [ImportFeature.Parse("slope"), ImportFeature.Parse("rate_025")] }, "latent space: expected --latents FILE.csv, or a range as in --feature slope=LOW:HIGH, found neither"),
        })
        {
            Assert.Equal(message, _folder.Refusal(zip, options));
        }
    }

    [Fact]
    public void Run_ZipThatTorchDidNotWrite_IsNamed()
    {
        var state = SmallNetwork.StateDict();
        Assert.Equal("version: expected 2 to 10, found '99'", _folder.Refusal(new TorchZip { Version = "99" }.Of(state)));
        Assert.Equal("version: expected an entry, found none", _folder.Refusal(new TorchZip { Version = null }.Of(state)));
        Assert.Equal("byteorder: expected little, found 'big'", _folder.Refusal(new TorchZip { ByteOrder = "big" }.Of(state)));
        Assert.Equal("expected a state dict, as torch.save(model.state_dict()) writes it, found a TorchScript program", _folder.Refusal(new TorchZip { Extra = ["constants.pkl"] }.Of(state)));
        Assert.Equal("archive/version: expected each entry once, found the entry twice", _folder.Refusal(new TorchZip { Extra = ["version"] }.Of(state)));
        Assert.Equal("archive/data.pkl: expected an entry stored as it is, found a compressed one", _folder.Refusal(new TorchZip { Compression = CompressionLevel.Optimal }.Of(state)));
        Assert.Equal("expected one entry NAME/data.pkl, as torch.save writes it, found 0 in 27 entries", _folder.Refusal(new TorchZip { Root = "a/b" }.Of(state)));
        SmallNetwork.AssertWeights(_folder.Import(new TorchZip { ByteOrder = null, Version = "2" }.Of(state)).Model.Weights);
    }

    [Fact]
    public void Run_TruncatedFile_IsNamed()
    {
        var zip = new TorchZip().Of(SmallNetwork.StateDict());
        Assert.Equal("expected the end record of a PyTorch zip in its last 22 bytes, found other bytes: the file is truncated or damaged", _folder.Refusal(zip[..^1]));
        Assert.Equal("expected the end record of a PyTorch zip in its last 22 bytes, found other bytes: the file is truncated or damaged", _folder.Refusal(zip[..(zip.Length / 2)]));
        Assert.Equal("expected a PyTorch zip, found a file of 10 bytes", _folder.Refusal(zip[..10]));
        Assert.Equal("expected a PyTorch zip or a safetensors file, found an empty file", _folder.Refusal([]));
        Assert.Equal("expected a PyTorch zip or a safetensors file, found a bare pickle (torch.save writes a zip)", _folder.Refusal([0x80, 0x04, .. "abc"u8]));
        Assert.Equal("expected a PyTorch zip or a safetensors file, found PyTorch's format from before 1.6 (load it there and torch.save it again)", _folder.Refusal([0x80, 0x02, 0x8a, 0x0a]));
    }

    [Fact]
    public void Run_DamagedWeight_IsFoundByItsChecksum()
    {
        var zip = new TorchZip().Of(SmallNetwork.StateDict());
        zip[zip.AsSpan().IndexOf(StateBytes("lifting.fcs.0.weight")) + 5] ^= 1;

        Assert.Matches("^data/[0-9]+: expected CRC-32 [0-9a-f]{8}, found [0-9a-f]{8}: the file is damaged, or was saved without checksums$", _folder.Refusal(zip));
    }

    [Fact]
    public void Run_FileThatIsNotThere_IsNamed() =>
        Assert.Contains("none.pth: expected a file that can be read, found Could not find file", Assert.Throws<CheckpointException>(() => CheckpointImport.Run("none.pth", _folder.File("o"), new())).Message, StringComparison.Ordinal);

    private static byte[] StateBytes(string name) => ((StoredTensor)SmallNetwork.StateDict().Single(entry => entry.Key == name).Value!).Bytes;

    private void Refuses(string message, List<KeyValuePair<string, object?>> entries) => Assert.Equal(message, _folder.Refusal(new TorchZip().Of(entries)));
}

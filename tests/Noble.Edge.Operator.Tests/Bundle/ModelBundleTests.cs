using Noble.Edge.Operator;
using Noble.Edge.Tests;

namespace Noble.Edge.Operator.Tests;

public sealed class ModelBundleTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly string _folder;

    public ModelBundleTests() => _folder = SmallModel.Write(_temporary.File("small.noble"));

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Load_FolderThatWasSaved_GivesTheSameModel()
    {
        var model = ModelBundle.Load(_folder);

        Assert.Equal("small", model.Manifest.Name);
        Assert.Equal(SmallModel.Manifest().Network, model.Manifest.Network);
        Assert.Equal(4, model.Latent.PointCount);
        Assert.Equal(0.11, model.TrainedClock(2)![SmallModel.Splines + 1], 12);
        Assert.Equal(
            FnoWeights.Random(model.Manifest.Network, 1).Blocks[1].Skip.ToArray(),
            model.Weights.Blocks[1].Skip.ToArray());
    }

    [Fact]
    public void Load_ReadTwice_GivesTheSameHash() => Assert.Equal(ModelBundle.Load(_folder).Hash, ModelBundle.Load(_folder).Hash);

    [Fact]
    public void Load_FlippedByteInTheWeights_NamesFileAndHashes()
    {
        var path = Path.Combine(_folder, ModelBundle.WeightsFile);
        var bytes = File.ReadAllBytes(path);
        bytes[^100] ^= 0x10;
        File.WriteAllBytes(path, bytes);

        var error = Assert.Throws<ModelBundleException>(() => ModelBundle.Load(_folder));

        Assert.StartsWith($"{path}: is damaged: SHA-256 is ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(700)]
    public void Load_TruncatedManifest_NamesFileAndLine(int kept)
    {
        var path = Path.Combine(_folder, ModelBundle.ManifestFile);
        File.WriteAllText(path, File.ReadAllText(path)[..kept]);

        var error = Assert.Throws<ModelBundleException>(() => ModelBundle.Load(_folder));

        Assert.Matches($"^{System.Text.RegularExpressions.Regex.Escape(path)}: line [0-9]+: is no model manifest: ", error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Load_MissingTensor_NamesFileTensorAndShape()
    {
        var path = Path.Combine(_folder, ModelBundle.WeightsFile);
        var tensors = SafetensorsFile.Read(path).Tensors.Where(tensor => tensor.Key != "fno_blocks.convs.1.bias");
        SafetensorsFile.Write(path, tensors);
        RewriteHash(ModelBundle.WeightsFile);

        var error = Assert.Throws<ModelBundleException>(() => ModelBundle.Load(_folder));

        Assert.StartsWith($"{path}: fno_blocks.convs.1.bias: expected ", error.Message, StringComparison.Ordinal);
        Assert.Contains("(6, 1)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_MissingFile_SaysWhich()
    {
        File.Delete(Path.Combine(_folder, ModelBundle.ClockFile));

        var error = Assert.Throws<ModelBundleException>(() => ModelBundle.Load(_folder));

        Assert.Equal($"{Path.Combine(_folder, ModelBundle.ClockFile)}: is missing, the manifest lists it", error.Message);
    }

    [Fact]
    public void Load_NoSuchFolder_SaysWhatWasExpected()
    {
        var error = Assert.Throws<ModelBundleException>(() => ModelBundle.Load("/nowhere/at-all.noble"));

        Assert.Equal("/nowhere/at-all.noble: no such folder, expected a model folder NAME.noble", error.Message);
    }

    [Theory]
    [InlineData("\"schema\": 1", "\"schema\": 9", "schema is 9, expected 1")]
    [InlineData("\"length\": 500", "\"length\": 20", "grid")]
    [InlineData("\"onsetFeature\": \"threshold_current\"", "\"onsetFeature\": \"mood\"", "clock.onsetFeature is 'mood', expected a latent feature")]
    [InlineData("\"inputChannels\": 10", "\"inputChannels\": 11", "channels make 10 inputs, network.inputChannels is 11")]
    [InlineData("\"layers\": 2", "\"layers\": 0", "Layers")]
    [InlineData("\"name\": \"small\"", "\"nome\": \"small\"", "nome")]
    [InlineData("\"feature\": \"threshold_current\"", "\"feature\": \"mood\"", "names the feature 'mood', expected one of threshold_current, resting_voltage")]
    public void Load_ManifestThatContradictsItself_SaysWhere(string found, string replacement, string expected)
    {
        var path = Path.Combine(_folder, ModelBundle.ManifestFile);
        var text = File.ReadAllText(path);
        Assert.Contains(found, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(found, replacement, StringComparison.Ordinal));

        var error = Assert.Throws<ModelBundleException>(() => ModelBundle.Load(_folder));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private void RewriteHash(string file)
    {
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(_folder, file))));
        var path = Path.Combine(_folder, ModelBundle.ManifestFile);
        File.WriteAllText(path, System.Text.RegularExpressions.Regex.Replace(
            File.ReadAllText(path), $"\"{System.Text.RegularExpressions.Regex.Escape(file)}\": \"[0-9a-f]+\"", $"\"{file}\": \"{hash}\""));
    }
}

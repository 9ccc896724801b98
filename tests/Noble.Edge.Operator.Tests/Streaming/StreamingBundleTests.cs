using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Noble.Edge.Operator;
using Noble.Edge.Tests;

namespace Noble.Edge.Operator.Tests.Streaming;

/// <summary>The streaming operator in the model folder.</summary>
public sealed class StreamingBundleTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly string _folder;

    public StreamingBundleTests() => _folder = SmallStreaming.Write(_temporary.File("small.noble"));

    private string Tensors => Path.Combine(_folder, ModelBundle.StreamingFile);

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Load_FolderThatWasSaved_GivesTheSameOperator()
    {
        var model = ModelBundle.Load(_folder);
        var expected = SmallStreaming.Weights(SmallStreaming.Spec());

        Assert.Equal(expected.Spec.Hidden, model.Manifest.Streaming!.Hidden);
        Assert.Equal(expected.Weight(1).ToArray(), model.Streaming!.Weight(1).ToArray());
        Assert.Equal(-2.5f, model.Streaming.Bias(2)[0]);
    }

    [Theory]
    [InlineData("layers.1.bias", null, "layers.1.bias: expected ")]
    [InlineData("conditioning.0.weight", null, "conditioning.0.weight: expected ")]
    [InlineData("input.mean", 4, "input.mean: expected ")]
    [InlineData("something.else", 4, "something.else: ")]
    public void Load_TensorMissingOfAnotherShapeOrTooMany_NamesFileAndTensor(string name, int? length, string expected)
    {
        Rewrite(tensors =>
        {
            tensors.Remove(name);
            if (length is { } count)
            {
                tensors[name] = new TensorData(new float[count], count);
            }
        });

        Assert.StartsWith($"{Tensors}: {expected}", Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("input.scale", 0f, "scales over 0")]
    [InlineData("layers.0.weight", float.NaN, "finite")]
    public void Load_NumberThatCannotBe_NamesTheTensor(string name, float value, string expected)
    {
        Rewrite(tensors =>
        {
            var values = tensors[name].As<float>().ToArray();
            values[0] = value;
            tensors[name] = new TensorData(values, tensors[name].Shape);
        });

        Assert.Contains(name, Refused(), StringComparison.Ordinal);
        Assert.Contains(expected, Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"refractoryMilliseconds\": 1.5", "\"refractoryMilliseconds\": 0.05", "a refractory time of a step or more")]
    [InlineData("\"hazardLeakMilliseconds\": 100", "\"hazardLeakMilliseconds\": 0", "time constants over 0 ms")]
    [InlineData("\"hidden\": [\n      12,\n      8\n    ]", "\"hidden\": []", "1 to 8 hidden layers")]
    [InlineData("\"hidden\": [\n      12,\n      8\n    ]", "\"hidden\": null", "is no model manifest")]
    [InlineData("\"features\": [\n      \"threshold_current\",\n      \"resting_voltage\"\n    ]", "\"features\": [\"mood\"]", "streaming.features names 'mood', expected latent features")]
    [InlineData("\"neurons\": []", "\"neurons\": [\"n-9\"]", "streaming.neurons names 'n-9', expected latent points such as n-0")]
    [InlineData("\"ownFilters\": 0", "\"ownFilters\": 65", "streaming.ownFilters is 65, expected 0 to 64")]
    [InlineData("\"minimumNanoamperes\": -0.2", "\"minimumNanoamperes\": 0.9", "streaming.currentRange is 0.9 to 0.5 nA")]
    [InlineData("\"minimumNanoamperes\": -0.2", "\"minimumNanoamperes\": -1e300", "streaming.currentRange")]
    [InlineData("\"scaleMillivolts\": 10,", "\"scaleMillivolts\": 1e300,", "streaming.output.scaleMillivolts is 1E+300")]
    public void Load_SpecThatContradictsItself_SaysWhere(string found, string replacement, string expected)
    {
        var path = Path.Combine(_folder, ModelBundle.ManifestFile);
        var text = File.ReadAllText(path);
        Assert.Contains(found, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(found, replacement, StringComparison.Ordinal));

        Assert.Contains(expected, Refused(), StringComparison.Ordinal);
    }

    private string Refused()
    {
        var message = Assert.Throws<ModelBundleException>(() => ModelBundle.Load(_folder)).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private void Rewrite(Action<Dictionary<string, TensorData>> change)
    {
        var tensors = SafetensorsFile.Read(Tensors).Tensors.ToDictionary(StringComparer.Ordinal);
        change(tensors);
        SafetensorsFile.Write(Tensors, tensors);
        var manifest = Path.Combine(_folder, ModelBundle.ManifestFile);
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Tensors)));
        File.WriteAllText(manifest, Regex.Replace(File.ReadAllText(manifest), $"\"{Regex.Escape(ModelBundle.StreamingFile)}\": \"[0-9a-f]+\"", $"\"{ModelBundle.StreamingFile}\": \"{hash}\""));
    }
}

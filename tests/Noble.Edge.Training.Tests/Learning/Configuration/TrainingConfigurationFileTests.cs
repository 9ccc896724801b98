using Noble.Edge.Operator;
using Noble.Edge.Tests;

namespace Noble.Edge.Training.Tests;

public sealed class TrainingConfigurationFileTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Read_FewNames_GivesTheRestItsDefaults()
    {
        var configuration = Read("""
            {
              // what is learned
              "data": "../set", "run": "/runs/x",
              "batch": 16, /* larger */
              "inputs": [{ "kind": "Current" }, { "kind": "CurrentNerf", "frequencies": 9 }],
            }
            """);

        Assert.Equal(Path.Combine(_temporary.FullName, "../set"), configuration.Data);
        Assert.Equal("/runs/x", configuration.Run);
        Assert.Equal((1, 18), (configuration.Inputs![0].Count, configuration.Inputs[1].Count));
        Assert.Equal(1, configuration.Inputs[0].Frequencies);
        var defaults = new TrainingConfiguration();
        Assert.Equal(
            (defaults with { Batch = 16, Features = [], HeldOutNeurons = [], HeldOutExcess = [] }).ToJson(),
            (configuration with { Data = null, Run = null, Inputs = null, Features = [], HeldOutNeurons = [], HeldOutExcess = [] }).ToJson());
        Assert.Equal(defaults.Features, configuration.Features);
    }

    [Theory]
    [InlineData("{\n \"layer\": 3 }", "line 2: unknown name 'layer', expected one of batch, beta1")]
    [InlineData("{\n\n \"layers\": 0 }", "line 3: layers is 0, expected 1 to 64")]
    [InlineData("{ \"layers\": 2,\n \"layers\": 3 }", "line 2: 'layers' is there twice, first on line 1")]
    [InlineData("{ \"layers\": 2.5 }", "line 1: layers: expected a whole number")]
    [InlineData("{\n \"learningRate\": \"high\" }", "line 2: learningRate: expected a number")]
    [InlineData("{ \"keepBest\": 1 }", "line 1: keepBest: expected true or false")]
    [InlineData("{ \"inputs\": [{ \"kind\": \"Mood\" }] }", "line 1: inputs: expected a list of channels, each { \"kind\": K")]
    [InlineData("{ \"inputs\": [] }", "line 1: inputs is 0, expected one channel or more")]
    [InlineData("{ \"loss\": \"huber\" }", "line 1: loss is 'huber', expected one of relative-lp, absolute-lp, relative-h1, absolute-h1")]
    [InlineData("{ \"schedule\": \"step\" }", "line 1: schedule is 'step', expected one of one-cycle, cosine, plateau, constant")]
    [InlineData("{ \"optimizer\": \"sgd\" }", "line 1: optimizer is 'sgd', expected one of adamw, lbfgs")]
    [InlineData("{ \"emaDecay\": 1 }", "line 1: emaDecay is 1, expected 0 up to 1")]
    [InlineData("{ \"precision\": \"bfloat16\" }", "line 1: precision bfloat16 with device cpu: expected a GPU")]
    [InlineData("{ \"precision\": \"float16\" }", "line 1: precision is 'float16', expected one of float32, bfloat16")]
    [InlineData("{ \"keepBest\": true }", "line 1: keepBest without validationInterval: expected both")]
    [InlineData("{ \"schedule\": \"plateau\", \"plateauOn\": \"validation\" }", "line 1: plateauOn validation without validationInterval")]
    [InlineData("{ \"heldOutExcess\": [[2, 1]] }", "line 1: heldOutExcess: expected bands of [low, high] in nA")]
    [InlineData("[]", "line 1: expected an object")]
    [InlineData("{", "line 1: ")]
    public void Read_Mistake_NamesFileAndLine(string text, string expected)
    {
        var error = Assert.Throws<DataSetException>(() => Read(text));

        Assert.StartsWith($"{_temporary.File("C.json")} {expected}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OverrideThatMendsTheFile_IsNoMistake()
    {
        File.WriteAllText(_temporary.File("C.json"), "{ \"precision\": \"bfloat16\" }");

        Assert.Equal("cuda", TrainingConfigurationFile.Read(_temporary.File("C.json"), c => c with { Device = "cuda" }).Device);
    }

    [Fact]
    public void ToJson_ReadAgain_IsTheSame()
    {
        var configuration = new TrainingConfiguration
        {
            Inputs = [new ChannelSpec { Kind = ChannelKind.FeatureNerf, Feature = "slope", Frequencies = 3 }],
            HeldOutExcess = [[0.1, 0.2]],
            EmaDecay = 0.99,
        };

        Assert.Null(Read(configuration.ToJson()).DifferenceFrom(configuration));
    }

    [Fact]
    public void DifferenceFrom_AnotherLearningRate_SaysBoth()
    {
        var configuration = new TrainingConfiguration { LearningRate = 0.01 };

        Assert.Equal("learningRate is 0.01, but the run was begun with 0.004", configuration.DifferenceFrom(new TrainingConfiguration()));
        Assert.Null((new TrainingConfiguration { Threads = 7, Data = "d", CheckpointSteps = 5 }).DifferenceFrom(new TrainingConfiguration()));
    }

    [Fact]
    public void ReadConfiguration_OfARunOfAnEarlierVersion_HasTheDefaultsOfWhatItDidNotKnow()
    {
        File.WriteAllText(_temporary.File("configuration.json"), """{ "name": "old", "lossOrder": 4, "learningRate": 0.004, "clipNorm": 1, "steps": 12 }""");

        var configuration = RunFolder.ReadConfiguration(_temporary.FullName);

        Assert.Null(configuration.DifferenceFrom(new TrainingConfiguration { Name = "old", Steps = 12 }));
    }

    private TrainingConfiguration Read(string text)
    {
        File.WriteAllText(_temporary.File("C.json"), text);
        return TrainingConfigurationFile.Read(_temporary.File("C.json"));
    }
}

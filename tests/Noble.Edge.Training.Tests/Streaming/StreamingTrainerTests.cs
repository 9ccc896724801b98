using Noble.Edge.Neurons.Tests;
using Noble.Edge.Operator;
using Noble.Edge.Tests;

namespace Noble.Edge.Training.Tests;

public class StreamingTrainerTests
{
    [Fact]
    public void Run_SmallData_LossesFallAndTheAverageIsExported()
    {
        using var folder = new TemporaryFolder();
        // Whitened inputs begin slower than scaled ones: what is large in them is no larger than the rest.
        using var material = StreamingMaterial.Open(StreamingJobs.Configuration(StreamingJobs.Write(folder.File("set"))) with { Steps = 1600 });
        using var trainer = new StreamingTrainer(material);
        var progress = new List<StreamingProgress>();

        trainer.Run(progress.Add, () => false);
        trainer.Save(folder.File("checkpoint"));
        var weights = StreamingTrainer.ReadAverage(material, folder.File("checkpoint"));

        Assert.True(progress[^1].VoltageLoss < progress[0].VoltageLoss / 2, $"{progress[0].VoltageLoss} to {progress[^1].VoltageLoss}");
        Assert.True(progress[^1].HazardLoss < progress[0].HazardLoss, $"{progress[0].HazardLoss} to {progress[^1].HazardLoss}");
        Assert.Equal(1600, trainer.Step);
        Assert.Equal(12, weights.Spec.Provenance.TrainingTraces);
    }

    [Fact]
    public void Resume_SavedState_GivesTheWeightsOfAnUninterruptedRun()
    {
        using var folder = new TemporaryFolder();
        using var material = StreamingMaterial.Open(StreamingJobs.Configuration(StreamingJobs.Write(folder.File("set"))) with { FeatureNoise = 0.02 });
        using (var whole = new StreamingTrainer(material))
        {
            whole.Run(_ => { }, () => false);
            whole.Save(folder.File("whole"));
        }

        using (var first = new StreamingTrainer(material))
        {
            first.Run(_ => { }, () => first.Step > 0);
            Assert.InRange(first.Step, 1, material.Configuration.Steps - 1);
            first.Save(folder.File("part"));
        }

        using var second = new StreamingTrainer(material);
        second.Load(folder.File("part"));
        second.Run(_ => { }, () => false);
        second.Save(folder.File("part"));

        foreach (var file in (string[])["weights.safetensors", "average.safetensors"])
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(folder.File("whole"), file)), File.ReadAllBytes(Path.Combine(folder.File("part"), file)));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Run_FromAnOperatorAtNoRate_IsThatOperatorForTheNeuronsChosen(int ownFilters)
    {
        using var folder = new TemporaryFolder();
        var configuration = StreamingJobs.Configuration(StreamingJobs.Write(folder.File("set"))) with { OwnFilters = ownFilters };
        var before = Trained(configuration, folder.File("first"));
        var model = CopyOfModel(folder.File("model.noble"));
        ModelBundle.SaveStreaming(ModelBundle.Load(model), before);
        string[] chosen = [StreamingJobs.Job().Sets[1].Name];

        var after = Trained(configuration with { From = model, Neurons = chosen, Hidden = [3], OwnFilters = 1, Steps = 1, LearningRate = 1e-12, WeightDecay = 0 }, folder.File("second"));

        Assert.Equal(before.Spec.Hidden, after.Spec.Hidden);
        Assert.Equal(chosen, after.Spec.Neurons);
        Assert.Equal(4, after.Spec.Provenance.TrainingTraces);
        Assert.EndsWith($"from the operator of model, for {chosen[0]} alone", after.Spec.Provenance.Training, StringComparison.Ordinal);

        // The whitening divided out and made part again, both in float32, magnified by at most 1 / sqrt(1e-5).
        foreach (var (name, expected) in before.ToTensors())
        {
            Assert.All(expected.As<float>().ToArray().Zip(after.ToTensors()[name].As<float>().ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-3f));
        }
    }

    [Fact]
    public void Open_FromWhatIsNoOperatorOfTheModels_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var configuration = StreamingJobs.Configuration(StreamingJobs.Write(folder.File("set")));

        void Refused(StreamingConfiguration wrong, string fault) =>
            Assert.Contains(fault, Assert.Throws<DataSetException>(() => StreamingMaterial.Open(wrong)).Message, StringComparison.Ordinal);
        Refused(configuration with { From = StreamingJobs.ModelFolder }, "has no streaming operator");
        Refused(configuration with { From = SharedData.InRepository("runtime", "models", "pvalb-318331342.noble") }, "whose latent space is not that of");
        Refused(configuration with { Neurons = ["none"] }, "names 'none', expected neurons of");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Forward_AnyWeights_IsTheRuntimesNetwork(int ownFilters)
    {
        TorchNative.EnsureLoadable();
        var weights = SmallStreaming.Weights(SmallStreaming.Spec(7, 5) with { OwnFilters = ownFilters }, seed: 9, logHazard: -3);
        var spec = weights.Spec;
        using var network = new StreamingNetwork(spec, Normalisation(spec.InputCount()), TorchSharp.torch.CPU, 1);
        var whitening = Enumerable.Range(0, spec.InputCount() * spec.InputCount()).Select(i => i % (spec.InputCount() + 1) == 0 ? 2f : 0.1f * (i % 3)).ToArray();
        var learned = weights.ToTensors().Append(new("input.whitening", new TensorData(whitening, spec.InputCount(), spec.InputCount()))).ToDictionary();
        network.Load(learned, "test");
        weights = network.ToWeights(spec);
        var neurons = SmallStreaming.Neurons(weights, 4);
        using var engine = new StreamingReference(neurons);
        for (var k = 0; k < 30; k++)
        {
            engine.Step([0.1f, 0.2f, -0.1f, 0.4f]);
        }

        var saved = new float[engine.StateLength];
        engine.Save(saved);
        var inputs = spec.InputCount();
        var perNeuron = (saved.Length - 6) / 4;
        var states = Enumerable.Range(0, 4).SelectMany(n => saved.Skip(6 + (n * perNeuron) + perNeuron - inputs).Take(inputs)).ToArray();
        using var features = TorchSharp.torch.tensor(Enumerable.Range(0, 4).SelectMany(SmallStreamingFeatures).ToArray(), [4, spec.Features.Length]);
        using var outputs = network.Forward(TorchSharp.torch.tensor(states, [4, 1, inputs]), features);

        for (var n = 0; n < 4; n++)
        {
            var voltage = (TorchSharp.TensorExtensionMethods.ToSingle(outputs[n, 0, 1]) * (float)spec.Output.ScaleMillivolts) + neurons.OffsetMillivolts(n);
            Assert.Equal(voltage, engine.Voltage[n], 1e-2f);
        }

        // The neurons of SmallStreaming, each feature from -1 to 1 over its range.
        float[] SmallStreamingFeatures(int n)
        {
            var latent = SmallModel.Manifest().Latent;
            double[] point = [0.05 + (0.05 * (n % 7) / 6), -75 + (10.0 * (n % 5) / 4)];
            return [.. spec.Features.Select(name =>
            {
                var feature = latent.Features[latent.IndexOf(name)];
                return (float)((2 * (point[latent.IndexOf(name)] - feature.Minimum) / (feature.Maximum - feature.Minimum)) - 1);
            })];
        }
    }

    [Fact]
    public void Normalisation_InputsOfNeighbouringTimeConstants_AreIndependentAfterIt()
    {
        using var folder = new TemporaryFolder();
        using var material = StreamingMaterial.Open(StreamingJobs.Configuration(StreamingJobs.Write(folder.File("set"))));
        var rounds = new StreamingRounds(material.Configuration, material.Spec, material.Subjects);
        var inputs = material.Spec.InputCount();

        var found = material.Normalisation(rounds);

        var rows = Enumerable.Range(0, 2).SelectMany(r => rounds.Make(r).Values.Chunk(inputs + StreamingRound.Extra)).ToArray();
        var whitened = rows.Select(row => Enumerable.Range(0, inputs)
            .Select(w => Enumerable.Range(0, inputs).Sum(i => (row[i] - found.Mean[i]) / found.Scale[i] * (double)found.Whitening[(i * inputs) + w])).ToArray()).ToArray();
        for (var a = 0; a < inputs; a++)
        {
            Assert.InRange(whitened.Average(row => row[a] * row[a]), 0, 1.001);
            for (var b = 0; b < a; b++)
            {
                Assert.InRange(Math.Abs(whitened.Average(row => row[a] * row[b])), 0, 0.001);
            }
        }

        Assert.Contains(Enumerable.Range(0, inputs), a => whitened.Average(row => row[a] * row[a]) > 0.95);
    }

    [Theory]
    [InlineData("{ \"operator\": \"streaming\", \"hiden\": [4] }", "unknown name 'hiden'")]
    [InlineData("{ \"operator\": \"streaming\", \"quietShare\": 0 }", "quietShare is 0")]
    [InlineData("{ \"operator\": \"streaming\", \"featureNoise\": 1 }", "featureNoise is 1")]
    [InlineData("{ \"operator\": \"streaming\", \"steps\": \"many\" }", "'steps' has a value of another kind")]
    [InlineData("{ \"operator\": \"streaming\", \"currentRange\": [1] }", "currentRange")]
    public void Read_WrongConfiguration_IsOneLineThatNamesFileAndFault(string text, string fault)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("c.json"), text);

        Assert.True(StreamingConfigurationFile.Is(folder.File("c.json")));
        var error = Assert.Throws<DataSetException>(() => StreamingConfigurationFile.Read(folder.File("c.json")));

        Assert.StartsWith(folder.File("c.json"), error.Message, StringComparison.Ordinal);
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static StreamingWeights Trained(StreamingConfiguration configuration, string checkpoint)
    {
        using var material = StreamingMaterial.Open(configuration);
        using var trainer = new StreamingTrainer(material);
        trainer.Run(_ => { }, () => false);
        trainer.Save(checkpoint);
        return StreamingTrainer.ReadAverage(material, checkpoint);
    }

    private static string CopyOfModel(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(StreamingJobs.ModelFolder))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return folder;
    }

    private static StreamingNormalisation Normalisation(int inputs) =>
        new(new float[inputs], [.. Enumerable.Repeat(1f, inputs)], new float[inputs * inputs]);
}

using Noble.Edge.Operator;
using Noble.Edge.Tests;
using TorchSharp;

namespace Noble.Edge.Training.Tests;

public sealed class FineTuningTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public FineTuningTests() => TorchNative.EnsureLoadable();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("sag_amplitude")]
    [InlineData("AHP_depth")]
    [InlineData("steady_state_voltage_stimend")]
    public void Run_FeatureInTheLoss_LowersItsErrorAndTheParentIsNamed(string name)
    {
        var data = WithSag(SyntheticData.Create());
        var parent = Parent(data);
        var feature = DifferentiableFeature.Create(name, data);
        var configuration = new TrainingConfiguration { Batch = 6, Steps = 60, LearningRate = 3e-3, Schedule = "cosine", Threads = 1 };
        var design = ModelDesign.Of(parent, data);
        var traces = TraceSelection.Training(data, design, configuration);
        using var trainer = new ModelTrainer(configuration, data, design, new FineTuning(parent.Weights, [feature], 25));
        var before = FeatureMeasurement.Of(trainer.Network, data, design, feature, traces);

        trainer.Run(_ => { }, () => false);
        var after = FeatureMeasurement.Of(trainer.Network, data, design, feature, traces);
        ModelExport.WriteTuned(parent, trainer, $"fine-tuned on {name}", 1, _temporary.File("tuned.noble"));

        Assert.True(after.RelativeL2 < 0.7 * before.RelativeL2, $"{before.RelativeL2:f4} -> {after.RelativeL2:f4}");
        var tuned = ModelBundle.Load(_temporary.File("tuned.noble"));
        Assert.Equal($"parent {parent.Hash}", tuned.Manifest.Provenance.Parent);
        Assert.Equal("tuned", tuned.Manifest.Name);
        Assert.EndsWith($"; fine-tuned on {name}", tuned.Manifest.Provenance.Training, StringComparison.Ordinal);
        Assert.Equal(trainer.Network.ToWeights().Blocks[1].Skip.ToArray(), tuned.Weights.Blocks[1].Skip.ToArray());
        Assert.Equal(parent.TrainedClock(2), tuned.TrainedClock(2));
    }

    [Fact]
    public void Run_WeightOfNothing_IsOrdinaryTraining()
    {
        var data = SyntheticData.Create();
        var parent = Parent(data);
        var design = ModelDesign.Of(parent, data);
        var configuration = new TrainingConfiguration { Batch = 6, Steps = 5, Threads = 1 };

        string Weights(string feature, double weight)
        {
            using var trainer = new ModelTrainer(configuration, data, design, new FineTuning(parent.Weights, [DifferentiableFeature.Create(feature, data)], weight));
            trainer.Run(_ => { }, () => false);
            return ShortRun.Hash(trainer.Network);
        }

        Assert.NotEqual(Weights("steady_state_voltage_stimend", 0), Weights("steady_state_voltage_stimend", 1));
        Assert.NotEqual(Weights("steady_state_voltage_stimend", 1), Weights("steady_state_voltage_stimend", 2));
    }

    [Fact]
    public void RelativeError_HandComputedBatch_LooksAtTracesWithTheFeatureOnly()
    {
        var data = SyntheticData.Create();
        var feature = DifferentiableFeature.Create("sag_amplitude", data);
        int[] traces = [0, 11, 12];
        Assert.Equal([true, false, true], traces.Select(feature.IsDefined));
        using var scope = torch.NewDisposeScope();

        // Sags of 3 and 4 mV in truth, of 6 and 4 mV in the prediction: |(3, 0)| / |(3, 4)| = 0.6. The middle trace does not count.
        var loss = FineTuning.RelativeError(feature, traces, Traces(6, 100, 4), Traces(3, 50, 4)).item<double>();

        Assert.Equal(0.6, loss, 1e-9);
        Assert.Equal(0, FineTuning.RelativeError(feature, [11], Traces(6), Traces(3)).item<double>());

        static torch.Tensor Traces(params double[] sags) => torch.tensor(
            sags.SelectMany(sag => Enumerable.Range(0, SyntheticData.Length).Select(k => k == 30 ? -80 - sag : -80)).ToArray(), [sags.Length, SyntheticData.Length]);
    }

    [Fact]
    public void Constructor_FeatureThatIsZeroEverywhere_SaysSo()
    {
        var data = SyntheticData.Create();
        var parent = Parent(data);
        var tuning = new FineTuning(parent.Weights, [DifferentiableFeature.Create("sag_amplitude", data)], 25);

        var error = Assert.Throws<DataSetException>(() => new ModelTrainer(new TrainingConfiguration { Batch = 4 }, data, ModelDesign.Of(parent, data), tuning));

        Assert.Equal("sag_amplitude is 0 in every training trace that has it: its relative error says nothing", error.Message);
    }

    [Fact]
    public void Of_DataSetWithoutATrainingNeuron_SaysWhich()
    {
        var data = SyntheticData.Create();
        var parent = Parent(data);
        var other = new DataSet(data.Manifest with { Neurons = [.. data.Manifest.Neurons.Select(n => n.Name == "s-1" ? n with { Name = "t" } : n)] }, new float[36 * SyntheticData.Length], [], new long[37]);

        Assert.Equal("the model's training neuron 's-1' is not in the data set", Assert.Throws<DataSetException>(() => ModelDesign.Of(parent, other)).Message);
    }

    // A fall at the beginning of the step that relaxes with 8 ms, where the step hyperpolarises: 2 mV for 0.05 nA.
    private static DataSet WithSag(DataSet data)
    {
        var manifest = data.Manifest;
        var traces = Enumerable.Range(0, manifest.Traces.Length).ToArray();
        return new DataSet(
            manifest,
            [.. traces.SelectMany(trace => data.Voltage(trace).ToArray().Select((v, k) =>
            {
                var (since, current) = ((k * manifest.Grid.StepMilliseconds) - 10, manifest.Traces[trace].CurrentNanoamperes);
                return (float)(since is >= 0 and < 60 && current < 0 ? v + (40 * current * Math.Exp(-since / 8)) : v);
            }))],
            [.. traces.SelectMany(trace => data.SpikeTimes(trace).ToArray())],
            [0, .. traces.Select(trace => (long)traces[..(trace + 1)].Sum(t => data.SpikeTimes(t).Length))]);
    }

    private ModelBundle Parent(DataSet data)
    {
        var configuration = SyntheticData.Configuration(60);
        var design = ModelDesign.Create(configuration, data);
        using var trainer = new ModelTrainer(configuration, data, design);
        RunFolder.Start(_temporary.File("run"), configuration);
        TrainingRun.Execute(_temporary.File("run"), "d", configuration, design, trainer, TimeProvider.System, _ => { }, () => false);
        ModelExport.Write(_temporary.File("run"), data, _temporary.File("parent.noble"));
        var manifest = ModelBundle.Load(_temporary.File("parent.noble"));
        ModelBundle.Save(_temporary.File("parent.noble"), manifest.Manifest with { Name = "parent" }, manifest.Weights, design.TrainedClocks, design.ClockMap);
        return ModelBundle.Load(_temporary.File("parent.noble"));
    }
}

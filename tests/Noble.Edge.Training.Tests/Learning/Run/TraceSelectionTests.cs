namespace Noble.Edge.Training.Tests;

public sealed class TraceSelectionTests
{
    private static readonly TrainingConfiguration Options = SyntheticData.Configuration(1) with { HeldOutNeurons = ["s-1"], HeldOutExcess = [[0.05, 0.2]], ValidationTraces = 4 };

    [Fact]
    public void Validation_IsADrawFromTheHeldOutBandsOfTrainingNeurons()
    {
        var data = SyntheticData.Create();
        var design = ModelDesign.Create(Options, data);

        var held = TraceSelection.HeldOut(data, design, Options);
        var training = TraceSelection.Training(data, design, Options);
        var chosen = TraceSelection.Validation(data, design, Options);

        Assert.Empty(held.Intersect(training));
        Assert.Equal(24, held.Length + training.Length);
        Assert.All(held, t => Assert.NotEqual(1, data.Manifest.Traces[t].Neuron));
        Assert.Equal(4, chosen.Length);
        Assert.Subset(held.ToHashSet(), chosen.ToHashSet());
        Assert.Equal(chosen, TraceSelection.Validation(data, design, Options));
        Assert.NotEqual(chosen, TraceSelection.Validation(data, design, Options with { Seed = 2 }));
        Assert.Equal(held, TraceSelection.Validation(data, design, Options with { ValidationTraces = 100 }));
    }

    [Fact]
    public void Validation_NothingHeldOut_SaysSo()
    {
        var options = Options with { HeldOutExcess = [] };
        var data = SyntheticData.Create();

        var error = Assert.Throws<DataSetException>(() => TraceSelection.Validation(data, ModelDesign.Create(options, data), options));

        Assert.StartsWith("validationInterval is set, but no trace of a training neuron lies in a held-out band", error.Message, StringComparison.Ordinal);
    }
}

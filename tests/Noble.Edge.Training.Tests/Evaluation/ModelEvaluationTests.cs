using Noble.Edge.Tests;

namespace Noble.Edge.Training.Tests;

public sealed class ModelEvaluationTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Cases_BlendedNeurons_HaveSplitsOfTheirOwn()
    {
        var plain = SyntheticData.Create();
        var model = EvaluationModels.Write(_temporary.File("m.noble"), plain);
        var blended = WithBlends(plain, "s-1", "s-2");

        var splits = ModelEvaluation.Cases(model, blended).ToLookup(test => test.Split, test => blended.Manifest.Traces[test.Trace].Neuron);

        Assert.Equal([0], splits[ModelEvaluation.SeenNeurons].Distinct());
        Assert.Equal([1], splits[ModelEvaluation.BlendedNeurons].Distinct());
        Assert.Empty(splits[ModelEvaluation.LatentPointOnly]);
        Assert.Equal([2], splits["unseen blends, latent point only"].Distinct());
    }

    [Fact]
    public void Run_ManyThreads_GivesTheSameRows()
    {
        var data = SyntheticData.Create();
        var model = EvaluationModels.Write(_temporary.File("m.noble"), data);

        Assert.Equal(ModelEvaluation.Run(model, data, (_, _) => { }, 1), ModelEvaluation.Run(model, data, (_, _) => { }, 4));
    }

    [Fact]
    public void Cases_LatentFeatureThatTheDataSetLacks_SaysWhich()
    {
        var data = SyntheticData.Create();
        var model = EvaluationModels.Write(_temporary.File("m.noble"), data);
        foreach (var neuron in data.Manifest.Neurons)
        {
            neuron.Features.Remove("resting_voltage");
        }

        var error = Assert.Throws<DataSetException>(() => ModelEvaluation.Cases(model, data).ToArray());

        Assert.Equal("neuron 's-2' of the data set has no feature 'resting_voltage'", error.Message);
    }

    [Fact]
    public void Take_AblationWithOtherLatentsAndNoClock_IsMeasuredOnTheSameTraces()
    {
        var data = SyntheticData.Create();
        var model = EvaluationModels.Write(_temporary.File("m.noble"), data);
        var published = EvaluationModels.Write(
            _temporary.File("p.noble"), data, EvaluationModels.Configuration with { Embedding = "published", Features = ["resting_voltage"] });
        var elsewhere = EvaluationModels.Write(
            _temporary.File("e.noble"), data, EvaluationModels.Configuration with { HeldOutExcess = [[0.12, 0.2]] });
        using var team = new EvaluationTeam(model, data, 1);
        var comparisons = team.Compare([.. ModelEvaluation.Cases(model, data)], (_, _) => { });

        var figures = AblationMeasurement.Take(team, comparisons, [("published pair", published), ("other bands", elsewhere)], 1, (_, _, _) => { });

        Assert.Equal([AblationMeasurement.ThisModel, "published pair", "other bands"], figures.Select(f => f.Name));
        foreach (var split in new[] { ModelEvaluation.SeenNeurons, ModelEvaluation.LatentPointOnly })
        {
            Assert.Single(figures.Select(f => f.Rows.First(row => row.Split == split && row.Zone == "all").Traces).Distinct());
        }

        // Bands from 0.1 to 0.15 and from 0.12 to 0.2 nA have less in common than either holds.
        Assert.True(figures[0].Rows.First(row => row.Split == ModelEvaluation.SeenNeurons).Traces < comparisons.Count(c => c.Split == ModelEvaluation.SeenNeurons));
        Assert.DoesNotContain(figures[1].Rows, row => row.Split == ModelEvaluation.OwnClock);
        Assert.Contains(figures[2].Rows, row => row.Split == ModelEvaluation.OwnClock);
        Assert.StartsWith("no spike clock; ", figures[1].Model.Embedding, StringComparison.Ordinal);
    }

    private static DataSet WithBlends(DataSet data, params string[] names)
    {
        var spikes = Enumerable.Range(0, data.Manifest.Traces.Length).Select(t => data.SpikeTimes(t).ToArray()).ToArray();
        var offsets = new long[spikes.Length + 1];
        for (var t = 0; t < spikes.Length; t++)
        {
            offsets[t + 1] = offsets[t] + spikes[t].Length;
        }

        return new DataSet(
            data.Manifest with { Neurons = [.. data.Manifest.Neurons.Select(n => names.Contains(n.Name) ? n with { Origin = "blend" } : n)] },
            [.. Enumerable.Range(0, spikes.Length).SelectMany(t => data.Voltage(t).ToArray())],
            [.. spikes.SelectMany(s => s)],
            offsets);
    }
}

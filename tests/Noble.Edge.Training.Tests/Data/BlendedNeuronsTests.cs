using Noble.Edge.Neurons;

namespace Noble.Edge.Training.Tests;

public sealed class BlendedNeuronsTests
{
    private static readonly ParameterSet[] Sets = [.. BuiltInCells.FastSpikingParameterSets.Take(3)];
    private static readonly SimulationJob Job = SmallJobs.Product(Sets) with { Protocol = StepProtocol.Default };
    private static readonly SimulationOptions Options = new() { Blends = 3, Seed = 4, HeldOutNeurons = [Sets[2].Name], Threads = 2 };

    [Fact]
    public void Create_BlendsLieBetweenTheParentsThatTrainingSeesAndAreTheSameForASeed()
    {
        var blends = Create(Options);

        Assert.Equal(3, blends.Count);
        foreach (var blend in blends)
        {
            Assert.StartsWith("blend-", blend.Name, StringComparison.Ordinal);
            Assert.All(blend.Values, entry => Assert.InRange(
                entry.Value, Math.Min(Sets[0].Values[entry.Key], Sets[1].Values[entry.Key]), Math.Max(Sets[0].Values[entry.Key], Sets[1].Values[entry.Key])));
        }

        Assert.Equal(blends.SelectMany(b => b.Values.Values), Create(Options).SelectMany(b => b.Values.Values));
        Assert.NotEqual(blends.SelectMany(b => b.Values.Values), Create(Options with { Seed = 5 }).SelectMany(b => b.Values.Values));
    }

    [Fact]
    public void Create_TooFewParents_SaysHowManyAreLeft() => Assert.Equal(
        "1 parameter sets are left to blend, expected two or more",
        Assert.Throws<DataSetException>(() => Create(Options with { HeldOutNeurons = [Sets[1].Name, Sets[2].Name] })).Message);

    [Fact]
    public void Create_UnknownHeldOutNeuron_IsNamed() => Assert.StartsWith(
        "held-out neuron 'nobody' is no parameter set of the cell",
        Assert.Throws<DataSetException>(() => Create(Options with { HeldOutNeurons = ["nobody"] })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Traces_OfABlend_AreAShareOfAnOrdinaryNeurons()
    {
        var traces = BlendedNeurons.Traces(new SimulationOptions { SubThreshold = 14, Transient = 48, Repetitive = 120, BlendShare = 0.3 });

        Assert.Equal((5, 15, 36), (traces.SubThreshold, traces.Transient, traces.Repetitive));
    }

    private static IReadOnlyList<ParameterSet> Create(SimulationOptions options) =>
        BlendedNeurons.Create(Job, StepProtocol.Default, options, (_, _, _) => { }, default);
}

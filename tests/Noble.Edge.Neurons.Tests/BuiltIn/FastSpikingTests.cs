namespace Noble.Edge.Neurons.Tests;

public class FastSpikingTests
{
    [Fact]
    public void ParameterSets_AllOfThem_AreTheGeneratorsCandidates()
    {
        var sets = BuiltInCells.FastSpikingParameterSets;

        Assert.Equal(36, sets.Count);
        Assert.Equal(Enumerable.Range(0, 36).Select(i => $"fs-{i:D2}"), sets.Select(s => s.Name));
        for (var i = 0; i < sets.Count; i++)
        {
            var drawn = FastSpikingGenerator.Draw(FastSpikingGenerator.Accepted[i]);
            Assert.Equal(drawn.Values.Order(ByName), sets[i].Values.Order(ByName));
        }
    }

    [Fact]
    public void ParameterSets_EveryFourth_IsAccepted()
    {
        // All 36 take four times as long; NOBLE_LONG_TESTS=1 checks them and the candidates that were passed over.
        var sets = BuiltInCells.FastSpikingParameterSets.Where((_, i) => i % 4 == 0).ToArray();

        var reasons = FastSpikingAcceptance.Check(Simulator(), sets);

        Assert.All(reasons, Assert.Empty);
    }

    [Fact]
    public void ParameterSets_Generator_RegeneratesTheTable()
    {
        if (Environment.GetEnvironmentVariable("NOBLE_LONG_TESTS") != "1")
        {
            return;
        }

        var candidates = Enumerable.Range(0, FastSpikingGenerator.Accepted[^1] + 1).ToArray();
        var reasons = FastSpikingAcceptance.Check(Simulator(), [.. candidates.Select(FastSpikingGenerator.Draw)]);

        Assert.Equal(FastSpikingGenerator.Accepted, candidates.Where(c => reasons[c].Count == 0));
    }

    [Fact]
    public void Acceptance_SilencedNeuron_IsRefusedWithReasons()
    {
        var set = new ParameterSet("no sodium", [new("soma.NaF.gbar", 0), new("axon.NaF.gbar", 0)]);

        var reasons = FastSpikingAcceptance.Check(Simulator(), [set])[0];

        Assert.Contains(reasons, r => r.StartsWith("threshold current [nA] is NaN, expected 0.075..0.24", StringComparison.Ordinal));
    }

    [Fact]
    public void FastSpiking_LargestCurrent_FiresFastWithoutBlock()
    {
        var survey = new NeuronSurvey(Simulator());

        var curves = survey.MeasureCurves(BuiltInCells.FastSpikingParameterSets, [0.4]);

        Assert.All(curves, c => Assert.InRange(c.Responses[0].RateHertz, 115, 230));
        Assert.All(curves, c => Assert.True(c.Responses[0].IsRepetitive));
    }

    [Fact]
    public void FastSpiking_Description_HasSixChannelTypesOnFifteenSegments()
    {
        var cell = BuiltInCells.FastSpiking();

        Assert.Equal(15, cell.SegmentCount);
        Assert.Equal(34, cell.TemperatureCelsius);
        Assert.Equal(["Ih", "Km", "Kv1", "Kv3", "NaF", "pas"], cell.Placements.Select(p => p.Mechanism).Distinct().Order(StringComparer.Ordinal));
    }

    private static Comparer<KeyValuePair<string, double>> ByName { get; } =
        Comparer<KeyValuePair<string, double>>.Create((a, b) => string.CompareOrdinal(a.Key, b.Key));

    private static CurrentClampSimulator Simulator() => new(BuiltInCells.FastSpiking(), StepProtocol.Default, 1);
}

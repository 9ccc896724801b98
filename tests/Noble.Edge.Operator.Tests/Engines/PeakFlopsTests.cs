using Noble.Edge.Operator.Tests.Support;

namespace Noble.Edge.Operator.Tests.Engines;

public class PeakFlopsTests
{
    [Fact]
    public void PeakFlops_EveryInstructionSet_IsMeasured()
    {
        foreach (SimdInstructions instructions in Machine.Instructions)
        {
            Assert.InRange(PeakFlops.Measure(TimeSpan.FromMilliseconds(2), instructions), 1e6, 1e13);
        }
    }

    [Fact]
    public void PeakFlops_NoTime_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PeakFlops.Measure(TimeSpan.Zero));

    [Fact]
    public void SimdEngine_FloatingPointOperations_AreThoseOfItsMaps()
    {
        var shape = new NetworkShape { InputChannels = 3, HiddenChannels = 8, Layers = 2, Modes = 9, LiftingChannels = 16, ProjectionChannels = 5, ChannelMlpChannels = 4 };
        using var engine = new SimdEngine(FnoWeights.Random(shape, 1), 1000, new SimdEngineOptions { WindowWidth = 7 });
        string[] factors = engine.Description.Split("short grid ")[1].Split(',')[0].Split(" = ")[1].Split(" x ");
        long transform = new TransformFactors(int.Parse(factors[0]), int.Parse(factors[1])).Cost(9);

        long pointwise = (4 * 16) + (16 * 8) + (2 * ((8 * 8) + (8 * 4) + (4 * 8) + 8 + (2 * 7 * 8))) + (8 * 5) + 5;
        Assert.Equal(2.0 * ((1000 * pointwise) + (2 * 2 * 8 * transform) + (2 * 4 * 8 * 8 * 9)), engine.FloatingPointOperations);
    }
}

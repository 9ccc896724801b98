namespace Noble.Edge.Neurons.Tests;

public class SearchRandomTests
{
    [Fact]
    public void NextUniform_PublishedSeed_GivesThePublishedNumbers()
    {
        // SplitMix64's usual check values for seed 1234567.
        ulong[] published = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431];
        var random = new SearchRandom(1234567);

        foreach (var number in published)
        {
            Assert.Equal((number >> 11) * (1.0 / (1UL << 53)), random.NextUniform());
        }
    }

    [Fact]
    public void State_TakenUpAgain_ContinuesTheNumbers()
    {
        var random = new SearchRandom(7);
        random.NextUniform();
        var copy = new SearchRandom(random.State);

        Assert.Equal(random.NextUniform(), copy.NextUniform());
        Assert.InRange(copy.NextIndex(5), 0, 4);
    }
}

namespace Noble.Edge.Spikes.Tests;

public class CrossingScanTests
{
    [Fact]
    public void CrossingScan_Vector_MatchesScalar()
    {
        var random = new Random(7);
        for (var length = 0; length <= 150; length++)
        {
            for (var hit = -1; hit < length; hit++)
            {
                var low = Enumerable.Range(0, length).Select(_ => -70f + random.NextSingle()).ToArray();
                var high = low.Select(v => v + 90).ToArray();
                if (hit >= 0)
                {
                    (low[hit], high[hit]) = (high[hit], low[hit]);
                }

                Assert.Equal(hit, CrossingScan.IndexOfAtLeastScalar(low, -20));
                Assert.Equal(hit, CrossingScan.IndexOfAtLeast(low, -20));
                Assert.Equal(hit, CrossingScan.IndexOfBelowScalar(high, -20));
                Assert.Equal(hit, CrossingScan.IndexOfBelow(high, -20));
            }
        }
    }

    [Fact]
    public void CrossingScan_ExactlyTheLevel_IsAtLeastAndNotBelow()
    {
        float[] samples = [-20];
        Assert.Equal(0, CrossingScan.IndexOfAtLeast(samples, -20));
        Assert.Equal(-1, CrossingScan.IndexOfBelow(samples, -20));
    }
}

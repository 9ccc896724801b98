namespace Noble.Edge.Rig.Tests;

public class FallingEdgesTests
{
    [Fact]
    public void FallingEdges_LinesThatRiseAgain_FallInTheOrderOfTheirLastRise()
    {
        var edges = new FallingEdges(4);
        edges.Schedule(2, 10);
        edges.Schedule(0, 11);
        edges.Schedule(3, 12);
        edges.Schedule(2, 13);
        edges.Remove(0);
        Assert.False(edges.IsHigh(0));
        Assert.False(edges.IsHigh(1));

        var order = new List<(int Line, long Due)>();
        while (edges.NextDue != long.MaxValue)
        {
            order.Add((edges.NextLine, edges.NextDue));
            edges.Remove(edges.NextLine);
        }

        Assert.Equal([(3, 12L), (2, 13L)], order);
    }
}

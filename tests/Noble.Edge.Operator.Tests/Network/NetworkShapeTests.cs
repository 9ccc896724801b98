namespace Noble.Edge.Operator.Tests.Network;

public class NetworkShapeTests
{
    [Fact]
    public void NetworkShape_SizeOutOfRange_SaysTheRange()
    {
        AssertRange(value => new NetworkShape { InputChannels = value }, 1, 1023, "InputChannels");
        AssertRange(value => new NetworkShape { HiddenChannels = value }, 1, 128, "HiddenChannels");
        AssertRange(value => new NetworkShape { Layers = value }, 1, 64, "Layers");
        AssertRange(value => new NetworkShape { Modes = value }, 1, 4096, "Modes");
        AssertRange(value => new NetworkShape { LiftingChannels = value }, 1, 1024, "LiftingChannels");
        AssertRange(value => new NetworkShape { ProjectionChannels = value }, 1, 1024, "ProjectionChannels");
        AssertRange(value => new NetworkShape { ChannelMlpChannels = value }, 1, 512, "ChannelMlpChannels");
    }

    [Fact]
    public void NetworkShape_Published_IsThePublishedNetwork()
    {
        Assert.Equal(new NetworkShape { InputChannels = 23, HiddenChannels = 24, Layers = 12, Modes = 129, LiftingChannels = 48, ProjectionChannels = 96, ChannelMlpChannels = 12 }, NetworkShape.Published);
        Assert.Equal(258, NetworkShape.Published.ShortestLength);
    }

    private static void AssertRange(Func<int, NetworkShape> create, int lowest, int highest, string name)
    {
        create(lowest);
        create(highest);
        foreach (int value in (int[])[lowest - 1, highest + 1])
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(() => create(value));
            Assert.StartsWith($"{name} must be from {lowest} to {highest}, found {value}", error.Message, StringComparison.Ordinal);
        }
    }
}

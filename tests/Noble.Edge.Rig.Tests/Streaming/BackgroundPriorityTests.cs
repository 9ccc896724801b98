namespace Noble.Edge.Rig.Tests;

public class BackgroundPriorityTests
{
    [Fact]
    public void Create_ThreadsOfWhatIsMade_RunLowered()
    {
        var own = LibC.GetPriority(LibC.PriorityOfThread, 0);
        var theirs = BackgroundPriority.Create(() =>
        {
            var priority = 0;
            var thread = new Thread(() => priority = LibC.GetPriority(LibC.PriorityOfThread, 0));
            thread.Start();
            thread.Join();
            return priority;
        });
        Assert.Equal(Math.Max(own, 10), theirs);
        Assert.Equal(own, LibC.GetPriority(LibC.PriorityOfThread, 0));
    }

    [Fact]
    public void Create_FactoryThrows_ThrowsHere() =>
        Assert.Throws<InvalidTimeZoneException>(() => BackgroundPriority.Create<int>(() => throw new InvalidTimeZoneException()));
}

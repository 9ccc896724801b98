namespace Noble.Edge.Spikes.Tests;

public class SpikeSelfCheckTests
{
    [Fact]
    public void Run_OnThisMachine_Passes()
    {
        var checks = SpikeSelfCheck.Run().ToArray();

        Assert.Equal(3, checks.Length);
        Assert.All(checks, check => Assert.True(check.Passed, $"{check.Name}: {check.Detail}"));
    }
}

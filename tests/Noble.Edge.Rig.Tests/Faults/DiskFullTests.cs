using Noble.Edge.Spikes;

namespace Noble.Edge.Rig.Tests;

/// <summary>A disk that is full ends the port that writes to it and nothing else; the recording's own tests are beside it.</summary>
public class DiskFullTests
{
    private const string Full = "/dev/full"; // full(4): there is never room

    [Theory]
    [InlineData(AedatVersion.Aedat31)]
    [InlineData(AedatVersion.Aedat4)]
    public void AedatPort_DiskFull_EverySpikeCountsAsDropped(AedatVersion version)
    {
        using var port = new AedatPort(new AedatPortOptions { Path = Full, Version = version });
        CheckDropped(port);
    }

    [Fact]
    public void SpikeFilePort_DiskFull_EverySpikeCountsAsDropped()
    {
        using var port = new SpikeFilePort(new SpikeFilePortOptions { Path = Full });
        CheckDropped(port);
    }

    private static void CheckDropped(IBatchedPort port)
    {
        var runner = new BatchedPortRunner(port, MonotonicClock.Instance);
        runner.Start();
        for (var i = 0; i < 1_000; i++)
        {
            runner.Push(new SpikeEvent(i * 1_000, i % 64));
        }

        runner.Stop();

        Assert.Equal((0, 1_000), (runner.Delivered, runner.Dropped));
        Assert.Contains("No space left on device", Assert.IsType<IOException>(runner.Failure).Message, StringComparison.Ordinal);
    }
}

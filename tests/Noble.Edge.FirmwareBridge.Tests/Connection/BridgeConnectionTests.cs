using System.Diagnostics;

namespace Noble.Edge.FirmwareBridge.Tests;

public class BridgeConnectionTests
{
    private static readonly BridgeConnectionOptions NoDevice = new() { Address = "unix:/tmp/no-such-bridge", QueueCapacity = 64, ReconnectInterval = TimeSpan.FromMilliseconds(10) };

    [Fact]
    public void Connection_NobodyThere_SaysSoOnceAndKeepsTrying()
    {
        var notices = new List<string>();
        using (var connection = new BridgeConnection(NoDevice, notices.Add))
        {
            Assert.Equal(BridgeState.Stopped, connection.State);
            connection.Start();
            Assert.False(connection.WaitUntilArmed(TimeSpan.FromMilliseconds(100)));
            Assert.Equal(BridgeState.Connecting, connection.State);
            Assert.Equal("unix:/tmp/no-such-bridge: there is no such socket: does the simulator run?", connection.Report().Reason);
            Assert.Throws<InvalidOperationException>(connection.Start);
        }

        Assert.Single(notices, notice => notice.Contains("no such socket", StringComparison.Ordinal));
    }

    [Fact]
    public void TrySchedule_NobodyThere_FillsUpAndEverySpikeIsCounted()
    {
        using var connection = new BridgeConnection(NoDevice, null);
        connection.Start();
        var due = Stopwatch.GetTimestamp() + 600_000_000;
        var taken = 0;
        for (var i = 0; i < 100; i++)
        {
            taken += connection.TrySchedule(due, (ushort)i) ? 1 : 0;
        }

        Assert.Equal((64, 64), (taken, connection.PendingCount));
        Assert.Equal((100, 36, 100), (connection.Report().Spikes.HandedOver, connection.Report().Spikes.Dropped, connection.Report().Spikes.Sum));
        Assert.True(connection.Flush(TimeSpan.FromSeconds(20)));
        var report = connection.Report();
        Assert.Equal((64, 36, 0, 0), (report.Spikes.LateOnHost, report.Spikes.Dropped, report.Spikes.Pending, report.LookAheadMisses));
        Assert.True(connection.TrySchedule(Stopwatch.GetTimestamp(), 1));
        Assert.Equal(1, connection.Report().LookAheadMisses);
    }

    [Fact]
    public void EmergencyStop_NobodyThere_LatchesAtOnceAndWithdraws()
    {
        using var connection = new BridgeConnection(NoDevice, null);
        connection.Start();
        Assert.True(connection.TrySchedule(Stopwatch.GetTimestamp() + 5_000_000_000, 1));
        connection.EmergencyStop();
        Assert.True(connection.IsEmergency);
        Assert.False(connection.TrySchedule(Stopwatch.GetTimestamp() + 5_000_000_000, 1));
        Assert.False(connection.WaitUntilArmed(TimeSpan.FromSeconds(10)));
        Assert.True(connection.Flush(TimeSpan.FromSeconds(20)));
        Assert.Equal((1, 1, BridgeState.Emergency), (connection.Report().Spikes.Withdrawn, connection.Report().Spikes.Dropped, connection.State));

        // A lesser request does not take it back.
        connection.EnterSafeState();
        Assert.True(connection.IsEmergency);
    }

    [Fact]
    public void Report_WhileSpikesAreHandedOver_AlwaysAddsUp()
    {
        using var connection = new BridgeConnection(NoDevice with { QueueCapacity = 4096 }, null);
        connection.Start();
        var ends = false;
        var producer = new Thread(() =>
        {
            var random = new Random(4);
            for (var i = 0; !Volatile.Read(ref ends); i++)
            {
                connection.TrySchedule(Stopwatch.GetTimestamp() + random.Next(5_000_000), (ushort)i);
                if (random.Next(200) == 0)
                {
                    connection.CancelFrom(Stopwatch.GetTimestamp() + random.Next(5_000_000));
                    Thread.Yield();
                }
            }
        });
        producer.Start();
        for (var i = 0; i < 2_000; i++)
        {
            var spikes = connection.Report().Spikes;
            Assert.Equal(spikes.HandedOver, spikes.Sum);
            Assert.True(spikes.Pending >= 0, spikes.ToString());
        }

        Volatile.Write(ref ends, true);
        producer.Join();
        Assert.True(connection.Flush(TimeSpan.FromSeconds(20)));
        var last = connection.Report().Spikes;
        Assert.Equal(0, last.Pending);
        Assert.True(last is { LateOnHost: > 0, Withdrawn: > 0 }, last.ToString());
    }
}

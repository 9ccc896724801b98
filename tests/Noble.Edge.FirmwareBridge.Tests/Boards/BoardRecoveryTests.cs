using Xunit.Abstractions;

namespace Noble.Edge.FirmwareBridge.Tests;

[Collection("boards")]
public class BoardRecoveryTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [GccTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Restart_InMidStream_StreamingResumesByItself(bool byPowerCut)
    {
        using var board = new SimulatedBoard();
        using var connection = new BridgeConnection(SpikePlan.Options(board.Address), output.WriteLine);
        connection.Start();
        Assert.True(connection.WaitUntilArmed(Patience));
        var plan = new SpikePlan(500);
        plan.Run(connection, 1_000);
        if (byPowerCut)
        {
            board.Kill();
            Eventually.True(() => connection.State != BridgeState.Armed, connection);
            board.Start();
        }
        else
        {
            board.Pin(SimulatedBoard.Restart);
            Eventually.True(() => connection.Report().Link.DeviceRestarts == 1, connection);
        }

        plan.Run(connection, plan.Count + 500);
        Assert.True(connection.WaitUntilArmed(Patience), connection.Report().Reason);
        plan.Run(connection, plan.Count + 1_000);
        Assert.True(connection.Flush(Patience), connection.Report().Spikes.ToString());
        var report = AssertSums(connection, plan);
        Assert.Equal(1, report.Link.DeviceRestarts);
        Assert.True(report.Link.Reconnects >= 1);

        var emissions = board.StopAndRead().Where(record => record.Kind == BoardRecordKind.Emission).Select(record => record.Line).ToList();
        Assert.Equal(emissions.Count, emissions.Distinct().Count());
        Assert.Contains(emissions, line => line >= plan.Count - 1_000);
        Assert.All(emissions, line => Assert.True(line < plan.Count));
    }

    [GccFact]
    public void Cut_OfTheLink_IsOpenedAgainAndNothingLeavesThatWasNotAskedFor()
    {
        using var board = new SimulatedBoard();
        using var proxy = new ByteProxy(board.Link);
        using var connection = new BridgeConnection(SpikePlan.Options(proxy.Address), output.WriteLine);
        connection.Start();
        Assert.True(connection.WaitUntilArmed(Patience));
        var plan = new SpikePlan(500);
        for (var cut = 1; cut <= 3; cut++)
        {
            plan.Run(connection, plan.Count + 500);
            proxy.Cut();
            Eventually.True(() => connection.Report().Link.Reconnects >= cut, connection);
            Assert.True(connection.WaitUntilArmed(Patience));
        }

        plan.Run(connection, plan.Count + 500);
        Assert.True(connection.Flush(Patience), connection.Report().Spikes.ToString());
        var report = AssertSums(connection, plan);
        Assert.Equal(0, report.Link.DeviceRestarts);
        plan.AssertEmissions(board.StopAndRead());
    }

    [GccFact]
    public void Cable_PulledOutAndPutBack_StreamingResumesByItself()
    {
        using var board = new SimulatedBoard();
        using var cable = new TerminalCable(board.Link);
        using var connection = new BridgeConnection(SpikePlan.Options(cable.Path + "@921600"), output.WriteLine);
        connection.Start();
        Assert.True(connection.WaitUntilArmed(Patience), connection.Report().Reason);
        var plan = new SpikePlan(500);
        plan.Run(connection, 800);
        cable.Pull();
        Eventually.True(() => connection.State == BridgeState.Connecting, connection);
        plan.Run(connection, plan.Count + 200);
        Eventually.True(() => connection.Report().Reason.Contains("is the board plugged in?", StringComparison.Ordinal), connection);
        cable.PutIn();
        Assert.True(connection.WaitUntilArmed(Patience), connection.Report().Reason);
        plan.Run(connection, plan.Count + 800);
        Assert.True(connection.Flush(Patience), connection.Report().Spikes.ToString());
        var report = AssertSums(connection, plan);
        Assert.Equal((2, 1, 0), (report.Link.Opened, report.Link.Reconnects, report.Link.DeviceRestarts));
        Assert.Contains(plan.AssertEmissions(board.StopAndRead()), emission => emission.Line > plan.Count - 400);
    }

    [GccTheory]
    [InlineData(1e-3, 0, 0, 0)]
    [InlineData(0, 1e-3, 0, 0)]
    [InlineData(0, 0, 1e-3, 0)]
    [InlineData(0, 0, 0, 1e-3)]
    [InlineData(1e-4, 1e-4, 1e-4, 1e-4)]
    [InlineData(0, 1e-2, 0, 0)]
    [InlineData(2.5e-3, 2.5e-3, 2.5e-3, 2.5e-3)]
    public void Damage_OnBothWays_BothSidesRecoverAndNothingLeavesThatWasNotAskedFor(double corrupt, double drop, double duplicate, double reorder)
    {
        using var board = new SimulatedBoard();
        using var proxy = new ByteProxy(board.Link, new ByteDamage(41, corrupt, drop, duplicate, reorder), new ByteDamage(42, corrupt, drop, duplicate, reorder));
        var options = SpikePlan.Options(proxy.Address) with { LookAhead = TimeSpan.FromMilliseconds(150), HeartbeatTimeout = TimeSpan.FromSeconds(2) };
        using var connection = new BridgeConnection(options, null);
        connection.Start();
        Assert.True(connection.WaitUntilArmed(Patience), connection.Report().Reason);
        var plan = new SpikePlan(1_000);
        plan.Run(connection, 800);
        proxy.IsDamaging = false;
        Assert.True(connection.WaitUntilArmed(Patience), connection.Report().Reason);
        plan.RunOn(connection, 200);
        Assert.True(connection.Flush(Patience), connection.Report().Spikes.ToString());

        // Once the link is good again all that is counted on either side is read, and adds up.
        Eventually.True(() => Pending(connection.Report()) == 0, connection);
        var report = AssertSums(connection, plan);
        output.WriteLine($"{report.Spikes}\n{report.Link}\n{report.Clock}\nack {report.AcknowledgeNanoseconds / 1e3:0} µs");
        output.WriteLine(string.Join(' ', report.DeviceCounters.Where(counter => counter.Value != 0).Select(counter => $"{counter.Key}={counter.Value}")));
        Assert.True(report.Link.FramesDamaged > 0 || report.Link.CommandsResent > 0, "the damage was noticed");
        Assert.Equal(0, report.Spikes.RefusedMalformed);

        var emissions = plan.AssertEmissions(board.StopAndRead());
        Assert.True(emissions.Count > 150, $"{emissions.Count} of {plan.Count}");
        Assert.Contains(emissions, emission => emission.Line > plan.Count - 100);
    }

    // Accepted, and not in any of the fates that an accepted spike can have.
    private static long Pending(BridgeReport report)
    {
        var counters = report.DeviceCounters;
        return counters[BridgeRegister.SpikesAccepted] - counters[BridgeRegister.SpikesEmitted] - counters[BridgeRegister.SpikesLateAtEmission] -
            counters[BridgeRegister.SpikesLimited] - counters[BridgeRegister.SpikesCancelled] - counters[BridgeRegister.SpikesDiscarded];
    }

    private static BridgeReport AssertSums(BridgeConnection connection, SpikePlan plan)
    {
        var report = connection.Report();
        Assert.Equal((plan.Count, plan.Count, 0), (report.Spikes.HandedOver, report.Spikes.Sum, report.Spikes.Pending));
        return report;
    }
}

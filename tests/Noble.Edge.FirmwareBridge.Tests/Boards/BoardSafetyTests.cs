using Xunit.Abstractions;

namespace Noble.Edge.FirmwareBridge.Tests;

[Collection("boards")]
public class BoardSafetyTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [GccFact]
    public void EmergencyStop_WhileSpikesStream_IsFinalUntilAPersonArmsAgain()
    {
        using var board = new SimulatedBoard();
        using (var connection = Armed(board))
        {
            var plan = new SpikePlan(500);
            plan.Run(connection, 500);
            connection.EmergencyStop();
            Assert.True(connection.IsEmergency);
            Assert.False(connection.TrySchedule(plan.At(600), 600));
            Eventually.True(() => connection.Report().DeviceCause == BridgeSafeCause.EmergencyCommand, connection);
            Assert.Equal(BridgeState.Emergency, connection.State);
            Assert.False(connection.WaitUntilArmed(TimeSpan.FromSeconds(1)));
            Assert.True(connection.Flush(Patience), connection.Report().Spikes.ToString());
            var report = connection.Report();
            Assert.Equal((501, 1, 501), (report.Spikes.HandedOver, report.Spikes.Dropped, report.Spikes.Sum));
            Assert.Equal(1, report.SafeStates[(int)BridgeSafeCause.EmergencyCommand]);
            Assert.Contains("emergency stop by the host", report.Reason, StringComparison.Ordinal);
        }

        // Other hosts that know nothing of it do not arm either, however many.
        for (var host = 0; host < 2; host++)
        {
            using var other = new BridgeConnection(SpikePlan.Options(board.Address), output.WriteLine);
            other.Start();
            Eventually.True(() => other.State == BridgeState.Emergency, other);
            Assert.False(other.WaitUntilArmed(TimeSpan.FromMilliseconds(100)));
            Assert.Contains("look at the rig", other.Report().Reason, StringComparison.Ordinal);
        }

        using (var person = new BridgeConnection(SpikePlan.Options(board.Address) with { ArmAfterEmergency = true }, null))
        {
            person.Start();
            Assert.True(person.WaitUntilArmed(Patience), person.Report().Reason);
        }

        using (Armed(board))
        {
        }

        AssertNothingLeftWhileSafe(board.StopAndRead());
    }

    [GccFact]
    public void EmergencyInput_AtTheBoard_LatchesTheHost()
    {
        using var board = new SimulatedBoard();
        using var connection = Armed(board);
        var plan = new SpikePlan(500);
        plan.Run(connection, 400);
        board.Pin(SimulatedBoard.EmergencyAsserted);
        Eventually.True(() => connection.IsEmergency, connection);
        board.Pin(SimulatedBoard.EmergencyReleased);
        plan.Run(connection, 800);
        Assert.False(connection.WaitUntilArmed(TimeSpan.FromMilliseconds(300)));
        Assert.True(connection.Flush(Patience));
        var report = connection.Report();
        Assert.Equal((800, 800, BridgeSafeCause.EmergencyInput), (report.Spikes.HandedOver, report.Spikes.Sum, report.DeviceCause));
        Assert.Contains("emergency input", report.Reason, StringComparison.Ordinal);
        Assert.True(report.Spikes.Dropped >= 300, report.Spikes.ToString());

        var records = board.StopAndRead();
        AssertNothingLeftWhileSafe(records);
        var asserted = records.First(record => record is { Kind: BoardRecordKind.Emergency, Detail: 1 });
        var safe = records.First(record => record.Kind == BoardRecordKind.MadeSafe && record.Detail == (byte)BridgeSafeCause.EmergencyInput);
        Assert.InRange(safe.Tick - asserted.Tick, 0UL, 1_000UL); // the protocol's millisecond, on the board's clock
    }

    [GccFact]
    public void EnterSafeState_WhileSpikesStream_StaysSafe()
    {
        using var board = new SimulatedBoard();
        using var connection = Armed(board);
        var plan = new SpikePlan(500);
        plan.Run(connection, 400);
        connection.EnterSafeState();
        Eventually.True(() => connection.Report() is { State: BridgeState.Safe, DeviceState: BridgeDeviceState.Safe }, connection);
        Assert.False(connection.IsEmergency);
        Assert.False(connection.TrySchedule(plan.At(401), 1));
        Assert.False(connection.WaitUntilArmed(TimeSpan.FromMilliseconds(300)));
        Assert.True(connection.Flush(Patience));
        Assert.Equal(401, connection.Report().Spikes.Sum);

        // A link that breaks does not end it.
        var reconnects = connection.Report().Link.Reconnects;
        board.Pin(SimulatedBoard.Restart);
        Eventually.True(() => connection.Report() is { State: BridgeState.Safe } report && report.Link.Reconnects > reconnects, connection);
        AssertNothingLeftWhileSafe(board.StopAndRead());
    }

    [GccFact]
    public void HostDead_BoardMakesItselfSafeAndTheSameHostArmsAgain()
    {
        using var board = new SimulatedBoard();
        using var proxy = new ByteProxy(board.Link, toBoard: new ByteDamage(1, drop: 1));
        proxy.IsDamaging = false;
        var options = SpikePlan.Options(proxy.Address) with { HeartbeatTimeout = TimeSpan.FromMilliseconds(200) };
        using var connection = new BridgeConnection(options, output.WriteLine);
        connection.Start();
        Assert.True(connection.WaitUntilArmed(Patience));

        // Nothing reaches the board any longer; what it says still reaches the host.
        proxy.IsDamaging = true;
        Eventually.True(() => connection.Report().SafeStates[(int)BridgeSafeCause.HeartbeatLost] == 1, connection);
        Assert.NotEqual(BridgeState.Armed, connection.State);
        proxy.IsDamaging = false;
        Assert.True(connection.WaitUntilArmed(Patience), connection.Report().Reason);
        Assert.False(connection.IsEmergency);
        connection.Dispose();
        var records = board.StopAndRead();
        AssertNothingLeftWhileSafe(records);
        Assert.Contains(records, record => record.Kind == BoardRecordKind.MadeSafe && record.Detail == (byte)BridgeSafeCause.HeartbeatLost);
    }

    [GccFact]
    public void Dispose_ArmedDevice_IsMadeSafeAtOnce()
    {
        using var board = new SimulatedBoard();
        var connection = Armed(board, TimeSpan.FromSeconds(60));
        connection.Dispose();
        Assert.Equal(BridgeState.Stopped, connection.State);
        Eventually.True(
            () => board.Records().Any(record => record.Kind == BoardRecordKind.MadeSafe && record.Detail == (byte)BridgeSafeCause.Command), "the board is made safe");
    }

    // After each safe state nothing leaves before the next arming, which only a later emission can tell of.
    private static void AssertNothingLeftWhileSafe(List<BoardRecord> records)
    {
        Assert.Contains(records, record => record.Kind == BoardRecordKind.MadeSafe);
        foreach (var start in records.GroupBy(record => record.Start))
        {
            var emissions = start.Where(record => record.Kind == BoardRecordKind.Emission).ToList();
            foreach (var safe in start.Where(record => record.Kind == BoardRecordKind.MadeSafe && record.Detail is >= (byte)BridgeSafeCause.Command and not (byte)BridgeSafeCause.HeartbeatLost))
            {
                var following = start.SkipWhile(record => record != safe).Where(record => record.Kind == BoardRecordKind.Emission).ToList();
                Assert.All(following, emission => Assert.True(emission.ActualTick > safe.Tick + 10_000, $"{emission} after {safe}"));
            }

            Assert.All(emissions, emission => Assert.InRange(emission.Difference, 0, 1));
        }
    }

    private BridgeConnection Armed(SimulatedBoard board, TimeSpan? heartbeatTimeout = null)
    {
        var options = SpikePlan.Options(board.Address);
        var connection = new BridgeConnection(options with { HeartbeatTimeout = heartbeatTimeout ?? options.HeartbeatTimeout }, output.WriteLine);
        connection.Start();
        Assert.True(connection.WaitUntilArmed(Patience), connection.Report().Reason);
        return connection;
    }
}

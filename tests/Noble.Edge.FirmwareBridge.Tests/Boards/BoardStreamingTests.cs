using Xunit.Abstractions;

namespace Noble.Edge.FirmwareBridge.Tests;

[Collection("boards")]
public class BoardStreamingTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [GccFact]
    public void Stream_ThousandsOfSpikes_LeaveAtTheTicksThatWereAskedFor()
    {
        using var board = new SimulatedBoard();
        using var connection = new BridgeConnection(SpikePlan.Options(board.Address), output.WriteLine);
        connection.Start();
        Assert.True(connection.WaitUntilArmed(Patience), connection.Report().Reason);
        var plan = new SpikePlan(100);
        plan.Run(connection, 10_000);
        Assert.True(connection.Flush(Patience), connection.Report().Spikes.ToString());
        Eventually.True(() => connection.Report().DeviceCounters[BridgeRegister.SpikesEmitted] + Unsent(connection.Report()) == 10_000, connection);
        var report = connection.Report();
        Say(report);
        Assert.Equal((10_000, 10_000, 0), (report.Spikes.HandedOver, report.Spikes.Sum, report.Spikes.Pending));

        var emissions = plan.AssertEmissions(board.StopAndRead());
        Assert.Equal(report.DeviceCounters[BridgeRegister.SpikesEmitted], emissions.Count);
        Assert.InRange(emissions.Count, 9_000, 10_000);

        // Every distance is the one that was asked for, to what the relation of the clocks moved meanwhile.
        var apart = emissions.Zip(emissions.Skip(1), (one, other) => (long)(other.Tick - one.Tick) - ((other.Line - one.Line) * 100)).ToList();
        apart.Sort();
        Assert.InRange(apart[apart.Count / 2], -1, 1);
        Assert.All(apart, error => Assert.InRange(error, -5_000, 5_000));
    }

    [GccTheory]
    [InlineData(200_000)]
    [InlineData(-200_000)]
    public void Stream_BoardWithAnotherClock_IsFollowed(int skewPartsPerBillion)
    {
        using var board = new SimulatedBoard("--skew-ppb", FormattableString.Invariant($"{skewPartsPerBillion}"));
        using var connection = new BridgeConnection(SpikePlan.Options(board.Address), null);
        connection.Start();
        Assert.True(connection.WaitUntilArmed(Patience), connection.Report().Reason);
        var plan = new SpikePlan(1_000);
        plan.Run(connection, 1_500);
        Assert.True(connection.Flush(Patience));
        var report = connection.Report();
        Say(report);
        plan.AssertEmissions(board.StopAndRead());

        // Two hundred from none is told apart; how exactly is for the benchmark, which does not share its machine.
        Assert.InRange(report.Clock.DriftPartsPerMillion, (skewPartsPerBillion / 1e3) - 100, (skewPartsPerBillion / 1e3) + 100);
    }

    [GccFact]
    public void CancelFrom_SpikesOfWhichTheBoardHasSome_NoneOfThemLeaves()
    {
        using var board = new SimulatedBoard();
        using var connection = new BridgeConnection(SpikePlan.Options(board.Address), null);
        connection.Start();
        Assert.True(connection.WaitUntilArmed(Patience));
        var plan = new SpikePlan(500);
        plan.Run(connection, 800);

        // The last were handed over 200 ms early, of which the board has the first 100 ms.
        connection.CancelFrom(plan.At(600));
        Assert.True(connection.TrySchedule(plan.At(900), 5_000));
        Assert.True(connection.Flush(Patience));
        Eventually.True(() => connection.Report() is { } now && now.DeviceCounters[BridgeRegister.SpikesAccepted] == now.DeviceCounters[BridgeRegister.SpikesEmitted] +
            now.DeviceCounters[BridgeRegister.SpikesLateAtEmission] + now.DeviceCounters[BridgeRegister.SpikesCancelled], connection);
        var report = connection.Report();
        var emissions = board.StopAndRead().Where(record => record.Kind == BoardRecordKind.Emission).ToList();
        Assert.All(emissions, emission => Assert.True(emission.Line is < 600 or 5_000, $"address {emission.Line} was cancelled"));
        Assert.Single(emissions, emission => emission.Line == 5_000);
        Assert.True(report.Spikes.Withdrawn + report.DeviceCounters[BridgeRegister.SpikesCancelled] > 100, report.ToString());
        Assert.Equal(801, report.Spikes.Sum);
    }

    [GccFact]
    public void TryStimulate_CodesOfAChannel_AreThoseThatAreAllowed()
    {
        using var board = new SimulatedBoard();
        var options = SpikePlan.Options(board.Address) with
        {
            DacChannels = [new BridgeDacChannel { LowestCode = 1000, HighestCode = 3000, RestCode = 2000 }],
        };
        using var connection = new BridgeConnection(options, null);
        Assert.False(connection.TryStimulate(0, 0, 2000));
        connection.Start();
        Assert.True(connection.WaitUntilArmed(Patience));
        for (var i = 0; i < 20; i++)
        {
            Assert.True(connection.TryStimulate(0, 0, (ushort)(2000 + i)));
        }

        Assert.False(connection.TryStimulate(0, 0, 3001));
        Assert.False(connection.TryStimulate(0, 1, 2000));
        Assert.True(connection.Flush(Patience));
        var report = connection.Report();
        Assert.Equal((20, 3, 20, 0), (report.StimuliTaken, report.StimuliRefused, report.StimuliAcknowledged, report.StimuliDiscarded));
        connection.Dispose();
        var codes = board.StopAndRead().Where(record => record.Kind == BoardRecordKind.Dac && record.Detail == 0).Select(record => record.Line).ToList();
        Assert.Contains((ushort)2019, codes);
        Assert.Equal(2000, codes[^1]);
    }

    [GccFact]
    public void TryReadInput_EdgesAtTheBoard_ComeInOrderWithTimesOfTheHost()
    {
        using var board = new SimulatedBoard();
        using var connection = new BridgeConnection(SpikePlan.Options(board.Address) with { InputEnableMask = 0b1000 }, null);
        connection.Start();
        Assert.True(connection.WaitUntilArmed(Patience));
        var before = System.Diagnostics.Stopwatch.GetTimestamp();
        board.Pin(SimulatedBoard.InputHigh + 3);
        var first = Read(connection);
        board.Pin(SimulatedBoard.InputHigh + 2);
        board.Pin(SimulatedBoard.InputLow + 3);
        var second = Read(connection);
        var after = System.Diagnostics.Stopwatch.GetTimestamp();
        Assert.Equal((BridgeInputKind.Rising, 3, BridgeInputKind.Falling, 3), (first.Kind, first.Channel, second.Kind, second.Channel));
        Assert.True(second.DeviceTicks > first.DeviceTicks);
        Assert.InRange(first.Nanoseconds, before - 5_000_000, after + 5_000_000);
        Assert.InRange(second.Nanoseconds, first.Nanoseconds, after + 5_000_000);
        Assert.False(connection.TryReadInput(out _));
        Assert.Equal(0, connection.Report().Link.InputEventsLost);
    }

    private static BridgeInput Read(BridgeConnection connection)
    {
        BridgeInput input = default;
        Eventually.True(() => connection.TryReadInput(out input), connection);
        return input;
    }

    private static long Unsent(BridgeReport report) =>
        report.Spikes.LateOnHost + report.Spikes.RefusedLate + report.DeviceCounters[BridgeRegister.SpikesLateAtEmission];

    private void Say(BridgeReport report) => output.WriteLine($"{report.Spikes} {report.Link} {report.Clock}");
}

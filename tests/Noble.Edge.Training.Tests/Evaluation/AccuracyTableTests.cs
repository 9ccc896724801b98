namespace Noble.Edge.Training.Tests;

public sealed class AccuracyTableTests
{
    [Fact]
    public void Rows_ThreeTraces_SumUpOverAllAndByZone()
    {
        TraceComparison[] traces =
        [
            EvaluationModels.Comparison(FiringZone.Repetitive, 0.02, 40, 40, [.. Enumerable.Repeat(0.1, 39)]),
            EvaluationModels.Comparison(FiringZone.Repetitive, 0.04, 60, 58, [.. Enumerable.Repeat(-0.3, 58)]),
            EvaluationModels.Comparison(FiringZone.SubThreshold, 0.001, 0, 1),
            EvaluationModels.Comparison(FiringZone.Block, 0.1, 5, 5, [0, 0, 0, 0, 0]),
        ];

        var rows = AccuracyTable.Rows("test", traces).ToArray();

        Assert.Equal(["all", "sub-threshold", "repetitive", "block"], rows.Select(row => row.Zone));
        var repetitive = rows[2];
        Assert.Equal(3, repetitive.RelativeL2Percent, 9);
        Assert.Equal(3.9, repetitive.RelativeL2P95Percent!.Value, 9);
        Assert.Equal(2, repetitive.SpikeCountErrorPercent!.Value, 9);
        Assert.Equal(97, repetitive.SpikesWithinOneMillisecondPercent!.Value, 9);
        Assert.Equal(0.3, repetitive.SpikeTimeErrorMilliseconds!.Value, 9);
        Assert.Equal(0.5, repetitive.VictorPurpuraPerSpike!.Value, 9);
        Assert.Equal(1, repetitive.FalseSpikes);
        Assert.Null(rows[1].SpikeCountErrorPercent);
        Assert.Null(rows[1].VictorPurpuraPerSpike);
        Assert.Equal(2, rows[0].FalseSpikes);
    }

    [Fact]
    public void Row_SteadyStateAndSag_AreOverTracesThatStaySilentOnBothSides()
    {
        TraceComparison[] traces =
        [
            EvaluationModels.Comparison().With("steady_state_voltage_stimend", -80, -84).With("sag_amplitude", 1, 1.5),
            EvaluationModels.Comparison(found: 1).With("steady_state_voltage_stimend", -80, -20).With("sag_amplitude", 1, 9),
        ];

        var row = AccuracyTable.Row("test", "all", traces);

        Assert.Equal((4, 5, 50), (row.SteadyStateErrorMillivolts, row.SteadyStateErrorPercent, row.SagErrorPercent));
    }
}

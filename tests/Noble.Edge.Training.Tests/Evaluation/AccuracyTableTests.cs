namespace Noble.Edge.Training.Tests;

public sealed class AccuracyTableTests
{
    [Fact]
    public void Rows_ThreeTraces_SumUpOverAllAndByZone()
    {
        TraceComparison[] traces =
        [
            Trace(FiringZone.Repetitive, 0.02, 40, 40, [.. Enumerable.Repeat(0.1, 39)]),
            Trace(FiringZone.Repetitive, 0.04, 60, 58, [.. Enumerable.Repeat(-0.3, 58)]),
            Trace(FiringZone.SubThreshold, 0.001, 0, 1, []),
        ];

        var rows = AccuracyTable.Rows("test", traces).ToArray();

        Assert.Equal(["all", "sub-threshold", "repetitive"], rows.Select(row => row.Zone));
        var repetitive = rows[2];
        Assert.Equal(3, repetitive.RelativeL2Percent, 9);
        Assert.Equal(2, repetitive.SpikeCountErrorPercent!.Value, 9);
        Assert.Equal(97, repetitive.SpikesWithinOneMillisecondPercent!.Value, 9);
        Assert.Equal(0.3, repetitive.SpikeTimeErrorMilliseconds!.Value, 9);
        Assert.Equal(1, repetitive.FalseSpikes);
        Assert.Null(rows[1].SpikeCountErrorPercent);
        Assert.Equal(2, rows[0].FalseSpikes);
    }

    private static TraceComparison Trace(FiringZone zone, double error, int expected, int found, double[] matches) => new()
    {
        Trace = 0,
        Zone = zone,
        RelativeL2 = error,
        TrueSpikes = expected,
        Spikes = found,
        Matches = matches,
        AmplitudeError = double.NaN,
        Ap1WidthError = double.NaN,
        SteadyStateError = double.NaN,
    };
}

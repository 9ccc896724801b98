namespace Noble.Edge.Training.Tests;

public sealed class ClockToleranceTests
{
    [Fact]
    public void Create_TraceThatNoClockFollows_IsLeftOutOfTrainingOnly()
    {
        var (data, wild) = WithAPause(SyntheticData.Create(40));
        var configuration = SyntheticData.Configuration(1) with { ClockToleranceMilliseconds = 3 };
        var (tolerant, strict) = (ModelDesign.Create(configuration with { ClockToleranceMilliseconds = 0 }, data), ModelDesign.Create(configuration, data));

        Assert.Empty(tolerant.OffClockTraces);
        Assert.Equal([wild], strict.OffClockTraces);
        Assert.Contains(wild, TraceSelection.Training(data, tolerant, configuration));
        Assert.DoesNotContain(wild, TraceSelection.Training(data, strict, configuration));
        Assert.Equal(tolerant.TrainingNeurons, strict.TrainingNeurons);
    }

    // The same spikes, but for one sweep of the first neuron, whose second spike is missing.
    private static (DataSet Data, int Trace) WithAPause(DataSet data)
    {
        var count = data.Manifest.Traces.Length;
        var wild = Enumerable.Range(0, count).Last(t => data.Manifest.Traces[t].Neuron == 0) - 3;
        var spikes = Enumerable.Range(0, count).Select(t => data.SpikeTimes(t).ToArray()).ToArray();
        spikes[wild] = [spikes[wild][0], .. spikes[wild][2..]];
        var offsets = new long[count + 1];
        for (var t = 0; t < count; t++)
        {
            offsets[t + 1] = offsets[t] + spikes[t].Length;
        }

        return (new DataSet(data.Manifest, [.. Enumerable.Range(0, count).SelectMany(t => data.Voltage(t).ToArray())], [.. spikes.SelectMany(s => s)], offsets), wild);
    }
}

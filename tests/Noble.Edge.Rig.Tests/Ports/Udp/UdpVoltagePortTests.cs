using Noble.Edge.Operator;
using Noble.Edge.Spikes;
using Noble.Edge.Tests;

namespace Noble.Edge.Rig.Tests;

public sealed class UdpVoltagePortTests : IDisposable
{
    private const long Step = 100_000; // [ns]

    private readonly Loopback _peer = new();

    public void Dispose() => _peer.Dispose();

    [Fact]
    public void Show_EachStep_IsADatagramOfTheNeuronsChosen()
    {
        using var port = Open(new UdpVoltageOptions { FirstNeuron = 1, Neurons = 2 });
        port.Show([-60, -61, -62, -63], 1, Step);
        port.Show([-50, -51, -52, -53], 2, 2 * Step);
        Assert.Equal(["0:1 100000 [-61] [-62]", "1:1 200000 [-51] [-52]"], Read());
        Assert.Equal((2, 4, 0, 0), (port.Packets, port.Sent, port.Lost, port.Withheld));
    }

    [Fact]
    public void Show_DecimatedAndCollected_SendsWholeDatagrams()
    {
        using var port = Open(new UdpVoltageOptions { Neurons = 2, StepsPerSample = 5, SamplesPerDatagram = 3 });
        for (var step = 1; step <= 34; step++)
        {
            port.Show([step, -step], step, step * Step);
        }

        Assert.Equal(["0:0 500000 [5 10 15] [-5 -10 -15]", "1:0 2000000 [20 25 30] [-20 -25 -30]"], Read());
    }

    [Fact]
    public void Show_ATickLeftOut_EndsTheDatagramBeforeIt()
    {
        using var port = Open(new UdpVoltageOptions { SamplesPerDatagram = 4 });
        foreach (var step in new long[] { 1, 2, 3, 14, 15, 16, 17 })
        {
            port.Show([step], step, step * Step);
        }

        Assert.Equal(["0:0 100000 [1 2 3]", "1:0 1400000 [14 15 16 17]"], Read());
    }

    [Fact]
    public void Show_FewerNeuronsThanAsked_SendsThoseThereAre()
    {
        using var port = Open(new UdpVoltageOptions { FirstNeuron = 1, Neurons = 5 });
        port.Show([-60, -61], 1, Step);
        port.Show([-60], 2, 2 * Step);
        Assert.Equal(["0:1 100000 [-61]"], Read());
    }

    [Fact]
    public void Show_InTheSafeState_SendsNothingMore()
    {
        using var port = Open(new UdpVoltageOptions { SamplesPerDatagram = 2 });
        using var loop = new ClosedLoop(new LoopOptions(), SafetyLimits.Default, [], [], [], [], null, new ManualClock());
        port.Follow(loop);
        port.Show([1], 1, Step);
        loop.EnterSafeState(SafeStateCause.Command, []);
        port.Show([2], 2, 2 * Step);
        port.Show([3], 3, 3 * Step);
        Assert.Empty(Read());
        Assert.Equal(3, port.Withheld);
    }

    [Fact]
    public void Show_WhileItRuns_AllocatesNothing()
    {
        using var port = Open(new UdpVoltageOptions { Neurons = 100, SamplesPerDatagram = 10 });
        var millivolts = new float[100];
        var least = long.MaxValue;
        for (var run = 0; run < 5 && least > 0; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var step = 0; step < 1_000; step++)
            {
                port.Show(millivolts, step, step * Step);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Fact]
    public void Population_EachTick_ShowsWhatTheEngineHasAfterEachStep()
    {
        const int neurons = 3;
        var cells = SmallStreaming.Neurons(SmallStreaming.Weights(SmallStreaming.Spec()), neurons);
        using var engine = new StreamingReference(cells);
        using var port = Open(new UdpVoltageOptions { Neurons = neurons, SamplesPerDatagram = 10 });
        var population = new TickPopulation(engine, new NoStimulus(), 0.2, TimeSpan.FromMilliseconds(0.5), TickOptions.Default with { LongestBehind = TimeSpan.MaxValue }, new ManualClock());
        population.Connect(_ => true);
        population.Connect([port]);
        using var loop = new ClosedLoop(new LoopOptions { Tick = TimeSpan.FromMilliseconds(0.5) }, SafetyLimits.Default, [], [], [], [], null, new ManualClock(), population);
        loop.Start(new NoSink(), 0);
        loop.AdvanceTo(49 * Step);

        using var alone = new StreamingReference(cells);
        var expected = new List<float[]>();
        for (var step = 0; step < 50; step++)
        {
            alone.Step([0.2f, 0.2f, 0.2f]);
            expected.Add(alone.Voltage.ToArray());
        }

        Assert.Equal(
            expected.Chunk(10).Select((block, place) => $"{place}:0 {((place * 10) + 1) * Step} {string.Join(' ', Enumerable.Range(0, neurons).Select(n => $"[{string.Join(' ', block.Select(sample => sample[n]))}]"))}"),
            Read());
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new UdpVoltageOptions { Port = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new UdpVoltageOptions { FirstNeuron = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new UdpVoltageOptions { Neurons = 1_019 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new UdpVoltageOptions { StepsPerSample = 0 });
        Assert.Contains("1018 samples in all", Assert.Throws<ArgumentOutOfRangeException>(() => new UdpVoltagePort(new UdpVoltageOptions { Neurons = 510, SamplesPerDatagram = 2 })).Message, StringComparison.Ordinal);
        Assert.Throws<UdpPortException>(() => new UdpVoltagePort(new UdpVoltageOptions { Host = "no such host" }));
    }

    private UdpVoltagePort Open(UdpVoltageOptions options) => new(options with { Port = _peer.Port });

    // As "number:first neuron time [samples of a neuron] ...".
    private string[] Read() => [.. _peer.Waiting().Select(hex =>
    {
        var bytes = Convert.FromHexString(hex);
        Assert.True(CurrentDatagram.TryRead(bytes, out var header));
        var rows = Enumerable.Range(0, header.Neurons).Select(row => $"[{string.Join(' ', Enumerable.Range(0, header.Samples).Select(sample => header.Sample(bytes, row, sample)))}]");
        return $"{header.Sequence}:{header.FirstNeuron} {header.TimeNanoseconds} {string.Join(' ', rows)}";
    })];
}

using System.Collections.Concurrent;

namespace Noble.Edge.Neurons.Tests;

public class CurrentClampSimulatorTests
{
    private static readonly StepProtocol Short = new()
    {
        SettleMilliseconds = 20,
        RestBeforeMilliseconds = 5,
        StepMilliseconds = 30,
        RestAfterMilliseconds = 5,
    };

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(19)]
    public void Run_AnyNumberOfRuns_HandsEachOverOnce(int count)
    {
        var traces = Run(Runs(count), 2);

        Assert.Equal(count, traces.Count);
        Assert.All(traces.Values, t => Assert.Equal(Short.SampleCount, t.Length));
    }

    [Fact]
    public void Run_OtherThreadsAndOrder_GivesTheSameBits()
    {
        var runs = Runs(19);
        var one = Run(runs, 1);
        var reversed = Run([.. runs.Reverse()], 3);

        for (var i = 0; i < runs.Length; i++)
        {
            Assert.Equal(one[i], reversed[runs.Length - 1 - i]);
        }
    }

    [Fact]
    public void Run_NoCurrent_StaysAtRest()
    {
        var trace = new double[StepProtocol.Default.SampleCount];
        new CurrentClampSimulator(BuiltInCells.FastSpiking(), StepProtocol.Default, 1)
            .Run([(BuiltInCells.FastSpikingParameterSets[5], 0)], (_, t) => t.CopyTo(trace));

        Assert.InRange(trace.Max() - trace.Min(), 0, 0.05);
    }

    [Fact]
    public void Run_UnknownParameter_SaysSoBeforeAnyTrace()
    {
        var called = false;
        var simulator = new CurrentClampSimulator(BuiltInCells.FastSpiking(), Short);

        Assert.Throws<UnknownParameterException>(
            () => simulator.Run([(new ParameterSet("bad", [new("soma.NaF.g", 1)]), 0.1)], (_, _) => called = true));

        Assert.False(called);
    }

    [Fact]
    public void Run_CurrentNotFinite_NamesTheSet()
    {
        var simulator = new CurrentClampSimulator(BuiltInCells.FastSpiking(), Short);

        var error = Assert.Throws<ArgumentException>(
            () => simulator.Run([(BuiltInCells.FastSpikingParameterSets[2], double.NaN)], (_, _) => { }));

        Assert.Contains("Current of 'fs-02' is NaN nA", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_CallbackThrows_PassesTheExceptionOn()
    {
        var simulator = new CurrentClampSimulator(BuiltInCells.FastSpiking(), Short, 2);

        Assert.Throws<InvalidDataException>(() => simulator.Run(Runs(20), (_, _) => throw new InvalidDataException()));
    }

    [Fact]
    public void Run_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var simulator = new CurrentClampSimulator(BuiltInCells.FastSpiking(), Short);

        Assert.Throws<OperationCanceledException>(() => simulator.Run(Runs(3), (_, _) => { }, source.Token));
    }

    [Fact]
    public void Run_CallbacksFromSeveralThreads_NeverOverlap()
    {
        var inside = 0;
        var overlapped = false;
        new CurrentClampSimulator(BuiltInCells.FastSpiking(), Short, 4).Run(Runs(64), (_, _) =>
        {
            overlapped |= Interlocked.Increment(ref inside) > 1;
            Thread.Yield();
            Interlocked.Decrement(ref inside);
        });

        Assert.False(overlapped);
    }

    [Fact]
    public void Run_StepStimulus_GivesTheBitsOfTheStepProtocol()
    {
        var stepped = Run(Runs(11), 2);
        var runs = Runs(11).Select(r => new StimulusRun(r.Set, new StepStimulus(r.CurrentNanoamperes) { DelayMilliseconds = 5, DurationMilliseconds = 30 })).ToArray();

        var window = Short with { RestBeforeMilliseconds = 0, StepMilliseconds = 40, RestAfterMilliseconds = 0 };
        var traces = new ConcurrentDictionary<int, (double[] Current, double[] Voltage)>();
        new CurrentClampSimulator(BuiltInCells.FastSpiking(), window, 2)
            .Run(runs, (i, trace) => traces[i] = (trace.Stimulus.ToArray(), trace.Voltage[0].ToArray()));

        for (var i = 0; i < 11; i++)
        {
            Assert.Equal(stepped[i], traces[i].Voltage);
            Assert.Equal(1500 * 0.01 * i, traces[i].Current.Sum(), 1e-9);
        }
    }

    [Fact]
    public void Run_MixedStimuliAndProbes_GivesEachRunItsOwn()
    {
        Probe[] probes = [Probe.Parse("dend0(0.9)"), Probe.Parse("soma"), Probe.Parse("axon(1)")];
        var runs = new[] { "step:0.3,delay=5,duration=20", "ou:mean=0.2,sd=0.1,tau=2,seed=1,delay=5,duration=30", "ramp:0..0.5,delay=0,duration=40" }
            .Select(text => new StimulusRun(BuiltInCells.FastSpikingParameterSets[3], Stimulus.Parse(text))).ToArray();
        double[][] Traces(StimulusRun[] some)
        {
            var traces = new double[some.Length][];
            new CurrentClampSimulator(BuiltInCells.FastSpiking(), Short, 1, probes).Run(some, (i, trace) =>
            {
                Assert.Equal(4, trace.Voltage.Count);
                Assert.Equal(trace.Voltage[0].ToArray(), trace.Voltage[2].ToArray());
                Assert.NotEqual(trace.Voltage[0].ToArray(), trace.Voltage[1].ToArray());
                traces[i] = [.. trace.Stimulus.Span, .. trace.Voltage[0].Span, .. trace.Voltage[1].Span, .. trace.Voltage[3].Span];
            });
            return traces;
        }

        var together = Traces(runs);

        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(together[i], Traces([runs[i]])[0]));
    }

    [Theory]
    [InlineData("soma(2)", "probe 'soma(2)': expected SECTION(POSITION)")]
    [InlineData("(0.5)", "probe '(0.5)': expected SECTION(POSITION)")]
    [InlineData("dend[3](0.5)", "cell 'fast-spiking' has no section 'dend[3]'; expected one of: soma, dend0, dend1, dend2, axon")]
    public void Create_ProbeThatIsNotThere_NamesIt(string label, string expected)
    {
        var error = Assert.Throws<ProbeException>(() => new CurrentClampSimulator(BuiltInCells.FastSpiking(), Short, 1, [Probe.Parse(label)]));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static CurrentClampRun[] Runs(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new CurrentClampRun(BuiltInCells.FastSpikingParameterSets[i % 5], 0.01 * i))];

    private static Dictionary<int, double[]> Run(CurrentClampRun[] runs, int threads)
    {
        var traces = new Dictionary<int, double[]>();
        new CurrentClampSimulator(BuiltInCells.FastSpiking(), Short, threads)
            .Run(runs, (i, trace) => traces.Add(i, trace.ToArray()));
        return traces;
    }
}

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

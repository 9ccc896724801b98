namespace Noble.Edge.Neurons.Tests;

public class StepProtocolTests
{
    [Fact]
    public void Default_Window_Is515MillisecondsIn25750Samples()
    {
        Assert.Equal(515, StepProtocol.Default.WindowMilliseconds);
        Assert.Equal(415, StepProtocol.Default.StepEndMilliseconds);
        Assert.Equal(25_750, StepProtocol.Default.SampleCount);
    }

    [Fact]
    public void Init_ImpossibleValues_NameTheOption()
    {
        AssertNames(nameof(StepProtocol.SettleMilliseconds), () => new StepProtocol { SettleMilliseconds = -1 });
        AssertNames(nameof(StepProtocol.RestBeforeMilliseconds), () => new StepProtocol { RestBeforeMilliseconds = double.NaN });
        AssertNames(nameof(StepProtocol.StepMilliseconds), () => new StepProtocol { StepMilliseconds = 0 });
        AssertNames(nameof(StepProtocol.RestAfterMilliseconds), () => new StepProtocol { RestAfterMilliseconds = double.PositiveInfinity });
        AssertNames(nameof(StepProtocol.SolverStepMilliseconds), () => new StepProtocol { SolverStepMilliseconds = 1.5 });
    }

    [Fact]
    public void Run_EachOption_ChangesTheTrace()
    {
        var basic = new StepProtocol { SettleMilliseconds = 20, RestBeforeMilliseconds = 5, StepMilliseconds = 30, RestAfterMilliseconds = 10 };
        var trace = Trace(basic);
        Assert.Equal(45 * 50, trace.Length);

        // Rest until 5 ms, depolarised until 35 ms.
        Assert.Equal(trace[0], trace[250], 0.1);
        Assert.True(trace[1750] > trace[0] + 5);
        Assert.True(trace[2249] < trace[1750]);

        Assert.NotEqual(trace[0], Trace(basic with { SettleMilliseconds = 0 })[0]);
        Assert.Equal(trace[250], Trace(basic with { RestBeforeMilliseconds = 15 })[750], 0.1);
        Assert.True(Trace(basic with { StepMilliseconds = 35 })[2000] > trace[2000]);
        Assert.Equal(50 * 50, Trace(basic with { RestAfterMilliseconds = 15 }).Length);
        Assert.Equal(45 * 100, Trace(basic with { SolverStepMilliseconds = 0.01 }).Length);
        Assert.NotEqual(trace, Trace(basic with { Scheme = TimeScheme.CrankNicolson }));
    }

    private static double[] Trace(StepProtocol protocol)
    {
        double[] result = [];
        new CurrentClampSimulator(BuiltInCells.FastSpiking(), protocol, 1)
            .Run([(BuiltInCells.FastSpikingParameterSets[0], 0.08)], (_, trace) => result = trace.ToArray());
        return result;
    }

    private static void AssertNames(string option, Func<StepProtocol> create)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(create);
        Assert.Contains($"{option}: expected", error.Message, StringComparison.Ordinal);
    }
}

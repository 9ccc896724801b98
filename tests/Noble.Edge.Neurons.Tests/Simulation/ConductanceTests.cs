namespace Noble.Edge.Neurons.Tests;

public class ConductanceTests
{
    private static readonly StepProtocol Long = new() { SettleMilliseconds = 0, RestBeforeMilliseconds = 0, StepMilliseconds = 200, RestAfterMilliseconds = 0 };

    [Theory]
    [InlineData(0.004, 0)]
    [InlineData(0.02, -75)]
    [InlineData(0.3, 40)]
    public void Run_ConstantConductanceOnAPassiveCell_SettlesBetweenLeakAndReversal(double conductance, double reversal)
    {
        // A ball of 1e-4 S/cm² and 20 x 20 µm: its leak in µS is the density times the area.
        var leak = 1e-4 * Math.PI * 20e-4 * 20e-4 * 1e6;
        var cell = ReferenceCells.Passive(Section.Cylinder("soma", "cell", 20, 20, 1));

        var voltage = Voltage(cell, ParameterSet.Defaults, new StepStimulus(0) { DurationMilliseconds = 200 }, new ConductanceInput(Step(conductance), reversal));

        Assert.Equal(((leak * -70) + (conductance * reversal)) / (leak + conductance), voltage[^1], 1e-6);
    }

    [Fact]
    public void Run_ConductanceInOneLane_LeavesTheOthersAsTheyAre()
    {
        var sets = BuiltInCells.FastSpikingParameterSets.Take(3).ToArray();
        var plain = Run([.. sets.Select(set => new StimulusRun(set, new StepStimulus(0.25) { DurationMilliseconds = 200 }))]);
        var mixed = Run([.. sets.Select((set, n) => new StimulusRun(set, new StepStimulus(0.25) { DurationMilliseconds = 200 }, n == 1 ? [new ConductanceInput(Step(0.03), -75)] : null))]);

        Assert.Equal(plain[0], mixed[0]);
        Assert.Equal(plain[2], mixed[2]);
        Assert.NotEmpty(SpikeTimes.Detect(plain[1], 0.02));
        Assert.Empty(SpikeTimes.Detect(mixed[1], 0.02));
    }

    [Fact]
    public void Run_NegativeConductance_CountsAsNone()
    {
        var cell = BuiltInCells.FastSpiking();
        var set = BuiltInCells.FastSpikingParameterSets[0];
        var stimulus = new StepStimulus(0.1) { DurationMilliseconds = 200 };

        Assert.Equal(Voltage(cell, set, stimulus), Voltage(cell, set, stimulus, new ConductanceInput(Step(-0.01), 0)));
    }

    private static StepStimulus Step(double level) => new(level) { DurationMilliseconds = 200 };

    private static double[] Voltage(CellDescription cell, ParameterSet set, Stimulus stimulus, params ConductanceInput[] conductances)
    {
        double[] found = [];
        new CurrentClampSimulator(cell, Long, 1).Run([new StimulusRun(set, stimulus, conductances)], (_, trace) => found = trace.Voltage[0].ToArray());
        return found;
    }

    private static double[][] Run(StimulusRun[] runs)
    {
        var found = new double[runs.Length][];
        new CurrentClampSimulator(BuiltInCells.FastSpiking(), Long, 1).Run(runs, (i, trace) => found[i] = trace.Voltage[0].ToArray());
        return found;
    }
}

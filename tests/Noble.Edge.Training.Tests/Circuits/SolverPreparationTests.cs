using Noble.Edge.Neurons;
using Noble.Edge.Trainer;

namespace Noble.Edge.Training.Tests;

public class SolverPreparationTests
{
    private static readonly NeuronCollection Cells = BuiltInCells.Find("fast-spiking")!;

    [Fact]
    public void Step_HeldCurrent_GivesTheSimulatorsVoltage()
    {
        var sets = Cells.ParameterSets.Take(2).ToArray();
        var protocol = StepProtocol.Default with
        {
            SolverStepMilliseconds = 0.02, SettleMilliseconds = 20, RestBeforeMilliseconds = 0, StepMilliseconds = 60, RestAfterMilliseconds = 0,
        };
        var traces = new double[2][];
        new CurrentClampSimulator(Cells.Cell, protocol).Run(
            [.. sets.Select((set, i) => new CurrentClampRun(set, 0.25 + (0.125 * i)))], (i, trace) => traces[i] = trace.ToArray());

        var preparation = new SolverPreparation(Cells.Cell, sets, 0.1, 0.02, 20);
        var found = new float[2];
        for (var n = 0; n < 600; n++)
        {
            preparation.Read(found);
            Assert.Equal((float)traces[0][5 * n], found[0]);
            Assert.Equal((float)traces[1][5 * n], found[1]);
            preparation.Step([0.25f, 0.375f]);
        }

        Assert.True(traces[0].Max() > 0);
    }

    [Fact]
    public void EnterSafeState_CurrentIsSent_NoneFlows()
    {
        var preparation = new SolverPreparation(Cells.Cell, [Cells.ParameterSets[0]], 0.1, 0.02, 100);
        var voltage = new float[1];
        preparation.Read(voltage);
        var rest = voltage[0];
        preparation.EnterSafeState();
        for (var n = 0; n < 500; n++)
        {
            preparation.Step([0.5f]);
        }

        preparation.Read(voltage);
        Assert.Equal(rest, voltage[0], 0.5);
    }

    [Theory]
    [InlineData(0.03)]
    [InlineData(0.2)]
    public void Constructor_StepThatDoesNotFit_IsRefused(double solverStep)
    {
        var error = Assert.Throws<UserException>(() => new SolverPreparation(Cells.Cell, [Cells.ParameterSets[0]], 0.1, solverStep, 0));

        Assert.StartsWith("--dt", error.Message, StringComparison.Ordinal);
    }
}

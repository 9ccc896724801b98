using System.Runtime.Intrinsics;

namespace Noble.Edge.Neurons.Tests;

/// <summary>NaV against its published reactions, solved densely in plain doubles.</summary>
public class MarkovSodiumTests
{
    // States as the library keeps them: C1, I1, C2, I2, ..., C5, I5, O, I6.
    private const int StateCount = 12, ThirdInactivated = 5, FourthInactivated = 7;

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.005)]
    [InlineData(0.02)]
    [InlineData(0.1)]
    public void Advance_OneStep_MatchesDenseSolve(double step)
    {
        for (var lowest = -150.0; lowest <= 80; lowest += 40)
        {
            var (mechanism, block, membrane) = Prepare(25);
            var start = Enumerable.Range(0, StateCount).Select(s => (1 + ((s * 7) % 5)) / 34.0).ToArray();
            Assert.Equal(1, start.Sum(), 0.06);
            for (var s = 0; s < StateCount; s++)
            {
                block.State[s] = Vector512.Create(start[s]);
            }

            membrane.Voltage[0] = Vector512.Create(lowest) + (Vector512<double>.Indices * Vector512.Create(5.0));
            mechanism.Advance(block, membrane, step);
            for (var lane = 0; lane < 8; lane++)
            {
                var expected = BackwardEuler(start, Flow(lowest + (5 * lane), 25), step);
                for (var s = 0; s < StateCount; s++)
                {
                    Assert.Equal(expected[s], block.State[s][lane], 2e-13);
                }
            }
        }
    }

    [Fact]
    public void Advance_TenThousandSteps_KeepsProbabilities()
    {
        var (mechanism, block, membrane) = Prepare(34);
        membrane.Voltage[0] = Vector512.Create(-80.0);
        mechanism.Initialise(block, membrane);
        var mostOpen = 0.0;
        for (var n = 0; n < 10_000; n++)
        {
            for (var lane = 0; lane < 8; lane++)
            {
                membrane.Voltage[0] = membrane.Voltage[0].WithElement(lane, -35 + (115 * Math.Sin((n * 0.02) + lane)));
            }

            mechanism.Advance(block, membrane, 0.02);
            var sum = Vector512<double>.Zero;
            for (var s = 0; s < StateCount; s++)
            {
                Assert.True(Vector512.GreaterThanOrEqualAll(block.State[s], Vector512<double>.Zero));
                Assert.True(Vector512.LessThanOrEqualAll(block.State[s], Vector512.Create(1 + 1e-12)));
                sum += block.State[s];
            }

            mostOpen = Math.Max(mostOpen, block.State[10][0]);

            // Nothing pins the sum: rounding moves it by some 1e-16 a step.
            Assert.Equal(1, sum[n % 8], 1e-11);
        }

        Assert.InRange(mostOpen, 0.05, 1);
    }

    [Theory]
    [InlineData(-100)]
    [InlineData(-80)]
    [InlineData(-61.3)]
    [InlineData(-30)]
    [InlineData(20)]
    public void Initialise_AnyVoltage_IsPublishedStart(double v)
    {
        var (mechanism, block, membrane) = Prepare(34);
        membrane.Voltage[0] = Vector512.Create(v);
        mechanism.Initialise(block, membrane);

        // The published equations for the start have the rate of the rung in the balance of I3 where that from I4 belongs.
        var published = Flow(v, 34);
        published[ThirdInactivated, FourthInactivated] = Flow(v, 34)[4, ThirdInactivated];
        var expected = Equilibrium(published);
        var true3 = Equilibrium(Flow(v, 34));
        for (var s = 0; s < StateCount; s++)
        {
            Assert.Equal(expected[s], block.State[s][3], 1e-12);
        }

        Assert.True(Math.Abs(true3[ThirdInactivated] - expected[ThirdInactivated]) > 1e-9);
    }

    [Theory]
    [InlineData(-70)]
    [InlineData(-20)]
    public void Advance_HeldVoltage_ReachesEquilibrium(double v)
    {
        var (mechanism, block, membrane) = Prepare(34);
        membrane.Voltage[0] = Vector512.Create(v);
        mechanism.Initialise(block, membrane);
        for (var n = 0; n < 20_000; n++)
        {
            mechanism.Advance(block, membrane, 0.1);
        }

        var expected = Equilibrium(Flow(v, 34));
        for (var s = 0; s < StateCount; s++)
        {
            Assert.Equal(expected[s], block.State[s][0], 1e-10);
        }
    }

    [Fact]
    public void AddCurrent_OpenState_IsOhmic()
    {
        var (mechanism, block, membrane) = Prepare(34);
        membrane.Voltage[0] = Vector512.Create(-20.0);
        block.State[10] = Vector512.Create(0.25);
        mechanism.AddCurrent(block, membrane);
        var conductance = 0.015 * Math.PI * 20 * 20 * 1e-2 * 0.25;

        Assert.Equal(conductance, membrane.Conductance[0][5], 1e-14);
        Assert.Equal(conductance * 70, membrane.Current[0][5], 1e-13);
    }

    private static (Mechanism Mechanism, MechanismBlock Block, MembraneState Membrane) Prepare(double celsius)
    {
        var cell = CellLowering.Lower(
            new CellDescription("NaV", [Section.Cylinder("soma", "soma", 20, 20, 1)], [new Region("soma")], [new("soma", "NaV")], celsius, -65),
            [ParameterSet.Defaults]);
        return (cell.Blocks[0].Mechanism, cell.Blocks[0], new MembraneState(1, false));
    }

    /// <summary>dp/dt = flow · p for the published reactions, 1/ms.</summary>
    private static double[,] Flow(double v, double celsius)
    {
        var flow = new double[StateCount, StateCount];
        var warm = Math.Pow(2.3, (celsius - 37) / 10);
        void React(int from, int to, double forward, double back)
        {
            flow[to, from] += warm * forward;
            flow[from, from] -= warm * forward;
            flow[from, to] += warm * back;
            flow[to, to] -= warm * back;
        }

        var (alpha, beta) = (400 * Math.Exp(v / 24), 12 * Math.Exp(v / -24));
        for (var k = 0; k < 4; k++)
        {
            React(2 * k, (2 * k) + 2, (4 - k) * alpha, (k + 1) * beta);
            React((2 * k) + 1, (2 * k) + 3, (4 - k) * alpha * 2.51, (k + 1) * beta / 5.32);
        }

        React(8, 10, 250, 60);
        React(9, 11, 250, 60);
        for (var k = 0; k < 5; k++)
        {
            React(2 * k, (2 * k) + 1, 0.01 * Math.Pow(2.51, k), 40 / Math.Pow(5.32, k));
        }

        React(10, 11, 8, 0.05);
        return flow;
    }

    private static double[] BackwardEuler(double[] state, double[,] flow, double step)
    {
        var matrix = new double[StateCount, StateCount];
        for (var i = 0; i < StateCount; i++)
        {
            for (var j = 0; j < StateCount; j++)
            {
                matrix[i, j] = (i == j ? 1 : 0) - (step * flow[i, j]);
            }
        }

        return DenseSolver.Solve(matrix, state);
    }

    /// <summary>Balance of every state but the last, and the sum of all.</summary>
    private static double[] Equilibrium(double[,] flow)
    {
        var right = new double[StateCount];
        right[^1] = 1;
        for (var j = 0; j < StateCount; j++)
        {
            flow[StateCount - 1, j] = 1;
        }

        return DenseSolver.Solve(flow, right);
    }
}

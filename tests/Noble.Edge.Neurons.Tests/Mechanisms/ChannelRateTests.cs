using System.Runtime.Intrinsics;

namespace Noble.Edge.Neurons.Tests;

public class ChannelRateTests
{
    public static TheoryData<string> Names => [.. ScalarKinetics.ByName.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Mechanism_AnyVoltage_MatchesScalarEquations(string name)
    {
        var mechanism = MechanismRegistry.BuiltIn.Find(name, "a test");
        var cell = CellLowering.Lower(
            new CellDescription("one channel", [Section.Cylinder("soma", "soma", 20, 20, 1)], [new Region("soma")], [new("soma", name)], 30, -65),
            [ParameterSet.Defaults]);
        var block = cell.Blocks[0];
        var parameters = block.Parameters.Select(p => p[0]).ToArray();
        var kinetics = ScalarKinetics.ByName[name];

        // Whole numbers hit the singular points of the rates (−40, −55); −154.9 is that of Ih.
        foreach (var v in Enumerable.Range(-160, 240).Select(i => (double)i).Append(-154.9).Append(-154.9 + 1e-9))
        {
            var membrane = new MembraneState(1, mechanism.UsesCalcium);
            membrane.Voltage[0] = Vector512.Create(v);
            mechanism.Initialise(block, membrane);
            var gates = kinetics.Gates.Select(g => g(v, parameters, 30)).ToArray();
            Assert.Equal(mechanism.StateCount, gates.Length);
            for (var i = 0; i < gates.Length; i++)
            {
                Assert.Equal(gates[i].Steady, block.State[i][0], 1e-13);
                block.State[i] = Vector512<double>.Zero;
            }

            mechanism.Advance(block, membrane, 0.02);
            var after = gates.Select(g => (1 - Math.Exp(-0.02 * g.Rate)) * g.Steady).ToArray();
            for (var i = 0; i < gates.Length; i++)
            {
                Assert.Equal(after[i], block.State[i][0], 1e-13);
            }

            mechanism.AddCurrent(block, membrane);
            var expected = parameters[0] * Math.PI * 20 * 20 * 1e-2 * kinetics.Open(after);
            Assert.Equal(expected, membrane.Conductance[0][0], 1e-12);
            Assert.Equal(-expected * (v - parameters[1]), membrane.Current[0][0], 1e-9);
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1e-12)]
    [InlineData(-1e-7)]
    [InlineData(9.9e-6)]
    [InlineData(1.1e-5)]
    public void Linoid_NearZero_GoesToItsLimit(double x)
    {
        var value = RateFunctions.Linoid(Vector512.Create(x), 10)[3];

        Assert.Equal(10 - (x / 2), value, 1e-8);
    }

    [Fact]
    public void Exponential_WholeRange_IsWithinTwoUnitsInTheLastPlace()
    {
        for (var x = -700.0; x <= 700; x += 0.0371)
        {
            var expected = Math.Exp(x);
            var actual = RateFunctions.Exponential(Vector512.Create(x), 1, 1)[0];
            Assert.InRange(Math.Abs(actual - expected) / expected, 0, 4.5e-16);
        }
    }

    [Theory]
    [InlineData(-1e6, 3.3e-308)]
    [InlineData(1e6, 3.0e307)]
    public void Exponential_BeyondRange_StaysFinite(double x, double expected)
    {
        var actual = RateFunctions.Exponential(Vector512.Create(x), 1, 1)[0];

        Assert.InRange(actual / expected, 0.9, 1.1);
    }

    [Fact]
    public void Exponential_NaN_StaysNaN() =>
        Assert.True(double.IsNaN(RateFunctions.Exponential(Vector512.Create(double.NaN), 1, 1)[0]));
}

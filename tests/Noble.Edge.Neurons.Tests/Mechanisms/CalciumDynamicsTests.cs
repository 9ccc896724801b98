using System.Runtime.Intrinsics;

namespace Noble.Edge.Neurons.Tests;

public class CalciumDynamicsTests
{
    private const double Gamma = 0.02, Decay = 60, Depth = 0.15, Rest = 1.2e-4;

    [Theory]
    [InlineData(0.02)]
    [InlineData(1.7)]
    public void Advance_ConstantCurrent_FollowsAnalyticSolution(double step)
    {
        const double Current = -2e-3; // mA/cm², inward
        var (mechanism, block, membrane) = Prepare(34);
        mechanism.Initialise(block, membrane);
        Assert.Equal(Rest, membrane.Calcium[0][0]);
        membrane.CalciumCurrent[0] = Vector512.Create(Current);
        for (var n = 1; n <= 300; n++)
        {
            mechanism.Advance(block, membrane, step);

            // 1 mA/cm² brings 1e4 / (2 F) mM·µm/ms.
            var inflow = -1e4 * Gamma * Current / (2 * 96485.33212331 * Depth);
            var expected = Rest + (inflow * Decay * (1 - Math.Exp(-n * step / Decay)));
            Assert.Equal(expected, membrane.Calcium[0][6], expected * 1e-12);
        }

        Assert.True(membrane.Calcium[0][0] > Rest);
    }

    [Theory]
    [InlineData(34, 1e-4, 131.0634431305086)]
    [InlineData(25, 2e-3, 88.73902452717348)]
    [InlineData(20, 2, 0)]
    public void AddCurrent_Concentration_GivesNernstPotential(double celsius, double calcium, double expected)
    {
        var (mechanism, block, membrane) = Prepare(celsius);
        membrane.Calcium[0] = Vector512.Create(calcium);
        mechanism.AddCurrent(block, membrane);

        // What NEURON 8.2.2's nernst(c, 2, 2) gives.
        Assert.Equal(expected, membrane.CalciumReversal[0][2], 1e-11);
        Assert.Equal(0, membrane.Current[0][0]);
        Assert.Equal(0, membrane.Conductance[0][0]);
    }

    [Fact]
    public void Advance_NoCurrent_ReturnsToRest()
    {
        var (mechanism, block, membrane) = Prepare(34);
        membrane.Calcium[0] = Vector512.Create(5e-3);
        for (var n = 0; n < 100_000; n++)
        {
            mechanism.Advance(block, membrane, 0.02);
        }

        Assert.Equal(Rest, membrane.Calcium[0][0], 1e-14);
    }

    private static (Mechanism Mechanism, MechanismBlock Block, MembraneState Membrane) Prepare(double celsius)
    {
        var values = new Dictionary<string, double> { ["gamma"] = Gamma, ["decay"] = Decay, ["depth"] = Depth, ["minCai"] = Rest };
        var cell = CellLowering.Lower(
            new CellDescription(
                "calcium", [Section.Cylinder("soma", "soma", 20, 20, 1)], [new Region("soma")], [new("soma", "CaDynamics", values)], celsius, -65),
            [ParameterSet.Defaults]);
        return (cell.Blocks[0].Mechanism, cell.Blocks[0], new MembraneState(1, true));
    }
}

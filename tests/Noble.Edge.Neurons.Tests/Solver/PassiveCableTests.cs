using System.Runtime.Intrinsics;

namespace Noble.Edge.Neurons.Tests;

/// <summary>Against the closed solutions of passive membrane and cable (Rall 1977, Handbook of Physiology).</summary>
public class PassiveCableTests
{
    private const double MembraneResistivity = 1e4; // [Ω·cm²]
    private const double AxialResistivity = 100; // [Ω·cm]

    [Fact]
    public void CableSolver_OneSegment_ChargesAsBackwardEulerOfRc()
    {
        // 20 x 20 µm: R = Rm / area, tau = Rm·cm = 10 ms; backward Euler of dv/dt = (I R − v) / tau is exact here.
        var area = Math.PI * 20 * 20 * 1e-8; // [cm²]
        var resistance = MembraneResistivity / area * 1e-6; // [MΩ]
        var cell = CellLowering.Lower(ReferenceCells.Passive(Section.Cylinder("soma", "cell", 20, 20, 1)), [ParameterSet.Defaults]);
        const double Step = 0.1;
        var solver = new CableSolver(cell, Step);
        for (var n = 1; n <= 300; n++)
        {
            solver.Step(Vector512.Create(0.05));
            var expected = -70 + (0.05 * resistance * (1 - Math.Pow(1 + (Step / 10), -n)));
            Assert.Equal(expected, solver.Voltage[0][0], 1e-9);
        }
    }

    [Fact]
    public void CableSolver_SealedCable_SettlesToHyperbolicCosine()
    {
        const double Length = 600;
        const double Diameter = 2;
        const int Segments = 401;
        var lambda = Math.Sqrt(MembraneResistivity * Diameter * 1e-4 / (4 * AxialResistivity)) * 1e4; // [µm]
        var cell = Lower(ReferenceCells.Passive(
            Section.Cylinder("start", "cell", 0.01, Diameter, 1),
            Section.Cylinder("cable", "cell", Length, Diameter, Segments, "start", 1)));
        var settled = Settle(cell, 0.02);

        var nodes = cell.SegmentNodes["cable"];
        var near = settled[nodes[0]] + 70;
        for (var i = 0; i < Segments; i += 50)
        {
            var x = (i + 0.5) * Length / Segments;
            var first = 0.5 * Length / Segments;
            var expected = near * Math.Cosh((Length - x) / lambda) / Math.Cosh((Length - first) / lambda);
            Assert.Equal(expected, settled[nodes[i]] + 70, 1e-3 * near);
        }

        // Input resistance of a sealed cable: R∞ coth(L / λ), R∞ = (2 / π) √(Rm Ri) d^(−3/2).
        var infinite = 2 / Math.PI * Math.Sqrt(MembraneResistivity * AxialResistivity) * Math.Pow(Diameter * 1e-4, -1.5) * 1e-6;
        Assert.Equal(infinite / Math.Tanh(Length / lambda), (settled[cell.ClampNode] + 70) / 0.02, infinite * 2e-3);
    }

    [Fact]
    public void CableSolver_BranchesThatMatchByTheThreeHalvesPower_EqualOneCylinder()
    {
        // Rall: daughters of diameter d with 2 d^1.5 = D^1.5 and the same electrotonic length continue the parent.
        const double Parent = 4;
        var daughter = Parent * Math.Pow(2, -2.0 / 3);
        var ratio = Math.Sqrt(daughter / Parent);
        var branched = Lower(ReferenceCells.Passive(
            Section.Cylinder("root", "cell", 0.01, Parent, 1),
            Section.Cylinder("trunk", "cell", 200, Parent, 100, "root", 1),
            Section.Cylinder("left", "cell", 300 * ratio, daughter, 150, "trunk", 1),
            Section.Cylinder("right", "cell", 300 * ratio, daughter, 150, "trunk", 1)));
        var single = Lower(ReferenceCells.Passive(
            Section.Cylinder("root", "cell", 0.01, Parent, 1),
            Section.Cylinder("trunk", "cell", 500, Parent, 250, "root", 1)));

        var expected = Settle(single, 0.05)[single.ClampNode] + 70;
        var actual = Settle(branched, 0.05)[branched.ClampNode] + 70;

        Assert.Equal(expected, actual, expected * 1e-4);
    }

    private static LoweredCell Lower(CellDescription cell) => CellLowering.Lower(cell, [ParameterSet.Defaults]);

    /// <summary>Voltage of each node after 200 membrane time constants of constant current; backward Euler stands any step.</summary>
    private static double[] Settle(LoweredCell cell, double current)
    {
        var solver = new CableSolver(cell, 10);
        for (var n = 0; n < 200; n++)
        {
            solver.Step(Vector512.Create(current));
        }

        return [.. solver.Voltage.ToArray().Select(v => v[0])];
    }
}

namespace Noble.Edge.Neurons.Tests;

public class CellLoweringTests
{
    [Fact]
    public void Lower_TaperingSection_HasTheAreaAndResistanceOfAFrustum()
    {
        var cell = Lower(ReferenceCells.Passive(
            Section.Cylinder("soma", "cell", 20, 20, 1), Section.Frustum("dend", "cell", 90, 4, 1, 3, "soma", 1)));
        var nodes = cell.SegmentNodes["dend"];

        // Lateral area of a frustum: π (r1 + r2) √(L² + (r1 − r2)²); 1 µF/cm² makes 1e-5 nF of 1 µm².
        var area = Math.PI * 2.5 * Math.Sqrt((90 * 90) + (1.5 * 1.5));
        Assert.Equal(area * 1e-5, nodes.Sum(n => cell.Capacitance[n][0]), 1e-12);

        // Between the middles of segments 0 and 1 the diameter falls from 3.5 to 2.5 over 30 µm.
        Assert.Equal(100e-2 * 4 * 30 / (Math.PI * 3.5 * 2.5), 1 / cell.AxialConductance[nodes[1]][0], 1e-12);
    }

    [Fact]
    public void Lower_SomaWithDendrites_MatchesTheResistancesThatNeuronReports()
    {
        // bas1: 1.59155 MΩ from the dendrite's first middle to the soma's end, 0.0318310 MΩ from there to its middle.
        var cell = Lower(ReferenceCells.HodgkinHuxley(Section.Cylinder("dend", "dend", 500, 2, 50, "soma", 1)));
        var first = cell.SegmentNodes["dend"][0];
        var point = cell.Parent[first];

        Assert.Equal(1.5915494309189535, 1 / cell.AxialConductance[first][0], 1e-12);
        Assert.Equal(0.03183098861837907, 1 / cell.AxialConductance[point][0], 1e-12);
        Assert.Equal(0, cell.Capacitance[point][0]);
        Assert.Equal(cell.SegmentNodes["soma"][0], cell.Parent[point]);
        Assert.Equal(3.183098861837907, 1 / cell.AxialConductance[first + 1][0], 1e-12);
    }

    [Fact]
    public void Lower_SectionOnTheMiddleOfAnother_HangsOnThatSegment()
    {
        var cell = Lower(ReferenceCells.Passive(
            Section.Cylinder("soma", "cell", 20, 20, 1),
            Section.Cylinder("trunk", "cell", 100, 2, 5, "soma", 1),
            Section.Cylinder("twig", "cell", 50, 1, 2, "trunk", 0.5),
            Section.Cylinder("sister", "cell", 50, 1, 2, "trunk", 0)));

        Assert.Equal(cell.SegmentNodes["trunk"][2], cell.Parent[cell.SegmentNodes["twig"][0]]);
        Assert.Equal(cell.Parent[cell.SegmentNodes["trunk"][0]], cell.Parent[cell.SegmentNodes["sister"][0]]);
    }

    [Fact]
    public void Lower_ScaledRegion_ScalesAreaAndResistance()
    {
        var description = ReferenceCells.Passive(
            Section.Cylinder("soma", "cell", 20, 20, 1), Section.Cylinder("dend", "cell", 100, 2, 2, "soma", 1));
        var set = new ParameterSet("scaled", [new("cell.lengthScale", 2), new("cell.diameterScale", 0.5), new("cell.Ra", 50), new("cell.cm", 3)]);
        var cell = CellLowering.Lower(description, [ParameterSet.Defaults, set]);
        var node = cell.SegmentNodes["dend"][1];

        Assert.Equal(cell.Capacitance[node][0] * 2 * 0.5 * 3, cell.Capacitance[node][1], 1e-12);
        Assert.Equal(cell.AxialConductance[node][0] / (2 / 0.25 / 2), cell.AxialConductance[node][1], 1e-12);
    }

    [Theory]
    [InlineData("soma.cm")]
    [InlineData("dend.Ra")]
    [InlineData("dend.lengthScale")]
    [InlineData("axon.diameterScale")]
    public void Lower_ImpossibleMembrane_NamesTheParameter(string parameter)
    {
        var set = new ParameterSet("mine", [new(parameter, -1)]);

        var error = Assert.Throws<ArgumentException>(() => CellLowering.Lower(BuiltInCells.FastSpiking(), [set]));

        Assert.Contains($"'mine': '{parameter}' is -1; expected over 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lower_TooManySets_SaysHowMany()
    {
        var sets = Enumerable.Repeat(ParameterSet.Defaults, 9).ToArray();

        var error = Assert.Throws<ArgumentException>(() => CellLowering.Lower(BuiltInCells.FastSpiking(), sets));

        Assert.Contains("Got 9 parameter sets; expected 1 to 8", error.Message, StringComparison.Ordinal);
    }

    private static LoweredCell Lower(CellDescription cell) => CellLowering.Lower(cell, [ParameterSet.Defaults]);
}

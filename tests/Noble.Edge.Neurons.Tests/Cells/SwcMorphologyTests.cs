using System.Globalization;
using Noble.Edge.Tests;

namespace Noble.Edge.Neurons.Tests;

public sealed class SwcMorphologyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. SwcCases.ByName.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Morphology_TracedTree_IsCutAsByNeuron(string name) => CheckAgainstNeuron(name, SwcCases.ByName[name].Swc);

    [Fact]
    public void Morphology_CarriageReturns_AreNoPartOfNumbers() =>
        CheckAgainstNeuron("TypeChanges", SwcCases.ByName["TypeChanges"].Swc.ReplaceLineEndings("\r\n"));

    [Theory]
    [InlineData("LongTaper", 1.0509259930529367, 1.050000011920929)]
    [InlineData("SomaChain", 0.800000011920929, 0.800000011920929)]
    [InlineData("TypeChanges", 1.0171164657576792, 1.0171164657576792)]
    [InlineData("OnePointSoma", 1.0000000298023224, 1.0000000298023224)]
    [InlineData("TwoPointSoma", 1, 1)]
    public void Morphology_AxonStub_HasDiametersOfTheTracedAxon(string name, double first, double second)
    {
        // From NEURON 8.2.2: diam of axon[0] and of the first axon section with distance(0.5) over 60; the last has no axon.
        var sections = CellSource.Morphology(_folder.Write("cell.swc", SwcCases.ByName[name].Swc), replaceAxon: true, 40);
        var axon = sections.Where(s => s.Region == "axon").ToArray();

        Assert.Equal(2, axon.Length);
        Assert.Equal(first, axon[0].Profile[0].DiameterMicrometres, 1e-12);
        Assert.Equal(second, axon[1].Profile[0].DiameterMicrometres, 1e-12);
        Assert.All(axon, s => Assert.Equal((30, 1, 1), (s.LengthMicrometres, s.SegmentCount, s.ParentPosition)));
        Assert.Equal(("soma[0]", "axon[0]"), (axon[0].Parent, axon[1].Parent));
    }

    [Fact]
    public void Morphology_PublishedCell_HasItsSections()
    {
        if (SharedData.Find("cells", "pvalb-318331342", "Pvalb_469628681_m.swc") is not { } path)
        {
            return;
        }

        var cell = CellSource.Morphology(path, replaceAxon: false, 40);

        // From NEURON 8.2.2.
        Assert.Equal(42, cell.Count);
        Assert.Equal(90, cell.Sum(s => s.SegmentCount));
        Assert.Equal(1515.3685958, cell.Sum(s => s.LengthMicrometres), 1e-6);
    }

    [Theory]
    [InlineData("", "has no points; expected lines of id, type, x, y, z, radius, parent")]
    [InlineData("# nothing\n\n", "has no points")]
    [InlineData("1 1 0 0 0 5", "line 1 has 6 columns; expected 7: id, type, x, y, z, radius, parent")]
    [InlineData("# soma\n1 1 0 0 zero 5 -1", "line 2, column 5 is 'zero'; expected a number")]
    [InlineData("1 1 0 0 0 5 -1\n2 3 NaN 0 0 1 1", "line 2, column 3 is 'NaN'; expected a number")]
    [InlineData("1.5 1 0 0 0 5 -1", "line 1: id 1.5 and parent -1; expected whole numbers")]
    [InlineData("1 1 0 0 0 5 -1\n2 3 9 0 0 1 0.5", "line 2: id 2 and parent 0.5; expected whole numbers")]
    [InlineData("1 1 0 0 0 5 -1\n2 7 9 0 0 1 1", "line 2 has type 7; expected 1 (soma), 2 (axon), 3 (dendrite) or 4 (apical dendrite)")]
    [InlineData("1 1 0 0 0 5 -1\n2 3 9 0 0 0 1", "line 2 has radius 0; expected over 0 µm")]
    [InlineData("1 1 0 0 0 5 -1\n2 3 9 0 0 1 3\n3 3 9 9 0 1 1", "line 2: parent 3 of point 2; expected a point with a lower id, or -1")]
    [InlineData("1 1 0 0 0 5 -1\n2 3 9 0 0 1 2", "line 2: parent 2 of point 2; expected a point with a lower id, or -1")]
    [InlineData("1 1 0 0 0 5 -1\n2 3 9 0 0 1 -1", "line 2: point 2 is a second root; expected one tree")]
    [InlineData("1 1 0 0 0 5 -1\n2 3 9 0 0 1 1\n2 3 19 0 0 1 1", "line 3: id 2 is used twice")]
    [InlineData("1 3 0 0 0 5 -1\n2 3 9 0 0 1 1", "line 1: the root is of type 3; expected the soma (1) first")]
    [InlineData("1 1 0 0 0 5 -1\n2 1 0 0 0 5 1", "line 1: Section 'soma[0]': expected a length over 0 µm.")]
    [InlineData("1 1 0 0 0 5 -1\n2 3 1e300 0 0 1 1", "line 2, column 3 is '1e300'; expected a number")]
    public void Morphology_Mistake_NamesLineAndExpected(string swc, string expected)
    {
        var path = _folder.Write("wrong.swc", swc);
        var mistake = Assert.Throws<CellFileException>(() => CellSource.Morphology(path, replaceAxon: true, 40));

        Assert.StartsWith($"'{path}': {expected}", mistake.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', mistake.Message);
        Assert.Equal(path, mistake.Path);
    }

    [Fact]
    public void Morphology_DendriteOnAxon_CannotHaveStub()
    {
        var path = _folder.Write("cell.swc", "1 1 0 0 0 5 -1\n2 2 6 0 0 1 1\n3 2 30 0 0 1 2\n4 3 50 0 0 1 3\n");
        var mistake = Assert.Throws<CellFileException>(() => CellSource.Morphology(path, replaceAxon: true, 40));

        Assert.Contains("'dend[0]' hangs on 'axon[0]'", mistake.Message, StringComparison.Ordinal);
        Assert.Equal(3, CellSource.Morphology(path, replaceAxon: false, 40).Count);
    }

    [Fact]
    public void Morphology_NoFile_IsNamed() =>
        Assert.Contains("nowhere.swc", Assert.Throws<CellFileException>(() => CellSource.Morphology("nowhere.swc", true, 40)).Message, StringComparison.Ordinal);

    private void CheckAgainstNeuron(string name, string swc)
    {
        var sections = CellSource.Morphology(_folder.Write("cell.swc", swc), replaceAxon: false, 40);
        var lowered = CellLowering.Lower(
            new CellDescription("traced", sections, [.. sections.Select(s => s.Region).Distinct().Select(r => new Region(r, 1, 100))], [], 20, -70),
            [ParameterSet.Defaults]);
        var expected = SwcCases.ByName[name].Neuron.ReplaceLineEndings("\n").Split('\n');
        Assert.Equal(expected.Length, sections.Count);
        foreach (var line in expected)
        {
            var parts = line.Split('|');
            var words = parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var section = sections.Single(s => s.Name == words[0]);
            Assert.Equal((words[1], Number(words[2])), (section.Parent ?? "-", section.Parent is null ? 0 : section.ParentPosition));
            Near(Number(words[3]), section.LengthMicrometres);
            var nodes = lowered.SegmentNodes[section.Name];
            var area = Numbers(parts[1]);
            Assert.Equal(area.Length, nodes.Length);
            var resistance = Numbers(parts[2]);
            for (var i = 0; i < nodes.Length; i++)
            {
                Near(area[i], lowered.Capacitance[nodes[i]][0] * 1e5);
                Near(resistance[i], nodes[i] == 0 ? 0 : 1 / lowered.AxialConductance[nodes[i]][0]);
            }
        }
    }

    /// <summary>NEURON's numbers stand with nine digits.</summary>
    private static void Near(double expected, double actual) => Assert.Equal(expected, actual, Math.Abs(expected) * 1e-8);

    private static double[] Numbers(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number)];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

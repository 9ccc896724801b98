using System.Text.RegularExpressions;
using Noble.Edge.Tests;

namespace Noble.Edge.Neurons.Tests;

public sealed class CellFileTests : IDisposable
{
    private const string Described =
        """
        { "name": "ball and stick", "celsius": 6.3, "v_init": -65,
          "sections": [
            { "name": "soma", "region": "soma", "length_um": 20, "diameter_um": 20 },
            { "name": "dend", "region": "dend", "length_um": 200, "diameter_um": [2, 1], "segments": 11, "parent": "soma", "at": 1 } ],
          "regions": {
            "soma": { "cm": 1, "Ra": 100, "mechanisms": { "hhNa": { "gbar": 0.12 }, "hhK": {}, "pas": { "g": 0.0003, "e": -54.3 } } },
            "dend": { "cm": 1, "Ra": 100, "mechanisms": { "pas": { "g": 0.0001, "e": -65 } } } },
          "parameter_sets": { "weak": { "soma.hhNa.gbar": 0.1 } } }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_ExamplesOfTheDocumentation_Work()
    {
        var source = File.ReadAllText(RepositoryFile.Path("trainer", "Noble.Edge.Neurons", "Cells", "CellFile.cs"));
        var code = Regex.Match(source, "<code>(.*?)</code>", RegexOptions.Singleline).Groups[1].Value;
        var examples = Regex.Replace(code, "^ *///", "", RegexOptions.Multiline).Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(2, examples.Length);
        File.Copy(Case("cell.swc"), Path.Combine(_folder.FullName, "cell.swc"));
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "hof"));
        File.Copy(Case("all-34.json"), Path.Combine(_folder.FullName, "hof", "a.json"));

        var traced = CellSource.Read(_folder.Write("traced.json", examples[0]));
        var described = CellSource.Read(_folder.Write("described.json", examples[1]));

        Assert.Equal("traced", traced.Cell.Name);
        Assert.Equal(26, traced.Cell.SegmentCount);
        Assert.Equal((0.01, 0.2), traced.Bounds["soma.NaV.gbar"]);
        Assert.Equal("ball and stick", described.Cell.Name);
        Assert.Equal(12, described.Cell.SegmentCount);
        Assert.Equal(["weak"], described.ParameterSets.Select(s => s.Name));
        Assert.Equal(0.1, described.Cell.ValueOf(described.ParameterSets[0], "soma.hhNa.gbar"));
        Assert.Equal(1, described.Cell.Sections[1].Profile[1].DiameterMicrometres);
    }

    [Fact]
    public void Read_DescribedCell_TakesEveryKey()
    {
        var neurons = Read(Described);
        var cell = neurons.Cell;

        Assert.Equal((6.3, -65), (cell.TemperatureCelsius, cell.InitialVoltageMillivolts));
        Assert.Equal(-54.3, cell.ParameterDefaults["soma.pas.e"]);
        Assert.Equal(-77, cell.ParameterDefaults["soma.hhK.e"]);
        Assert.Empty(neurons.Bounds);
        Assert.Equal("defaults", Read(Described.Replace("\"weak\": { \"soma.hhNa.gbar\": 0.1 }", "", StringComparison.Ordinal)).ParameterSets[0].Name);
    }

    [Fact]
    public void Read_TracedAxonAndSegmentLength_TakeEffect()
    {
        var swc = Case("cell.swc").Replace("\\", "/", StringComparison.Ordinal);
        var hof = Case("all-34.json").Replace("\\", "/", StringComparison.Ordinal);
        var stub = Read($$"""{ "name": "t", "morphology": "{{swc}}", "parameters": "{{hof}}" }""");
        var traced = Read($$"""{ "morphology": "{{swc}}", "parameters": "{{hof}}", "axon": "traced" }""");
        var fine = Read($$"""{ "morphology": "{{swc}}", "parameters": "{{hof}}", "segment_length_um": 10 }""");

        Assert.Equal(("t", 2), (stub.Cell.Name, stub.Cell.Sections.Count(s => s.Region == "axon")));
        Assert.Equal(3, traced.Cell.Sections.Count(s => s.Region == "axon"));
        Assert.True(fine.Cell.SegmentCount > 2 * stub.Cell.SegmentCount);
    }

    [Theory]
    [InlineData("\"celsius\": 6.3,", "", "the file has no 'celsius'")]
    [InlineData("\"celsius\": 6.3", "\"celsius\": \"6.3\"", "the file, 'celsius' is String; expected a number")]
    [InlineData("\"v_init\": -65", "\"vinit\": -65", "the file has 'vinit'; expected name, celsius, v_init, sections, regions, parameter_sets, bounds")]
    [InlineData("\"length_um\": 20,", "", "the file, 'sections'[0] has no 'length_um'")]
    [InlineData("\"length_um\": 20,", "\"length_um\": 0,", "expected a length over 0 µm")]
    [InlineData("[2, 1]", "[2, 1, 3]", "'diameter_um' has 3 numbers; expected one, or two for start and end")]
    [InlineData("[2, 1]", "-2", "expected rising positions and positive diameters")]
    [InlineData("\"segments\": 11", "\"segments\": 2.5", "'segments' is 2.5; expected a whole number")]
    [InlineData("\"segments\": 11", "\"segments\": 0", "segmentCount")]
    [InlineData("\"at\": 1", "\"at\": 3", "Section 'dend': expected a parent position in 0..1")]
    [InlineData("\"at\": 1", "\"where\": 1", "has 'where'; expected name, region, length_um, diameter_um, segments, parent, at")]
    [InlineData("\"parent\": \"soma\"", "\"parent\": \"axon\"", "section 'dend' has parent 'axon'; expected a section listed before it")]
    [InlineData("\"region\": \"dend\"", "\"region\": \"tuft\"", "section 'dend' is in region 'tuft'; expected one of: soma, dend")]
    [InlineData("\"cm\": 1, \"Ra\": 100, \"mechanisms\": { \"pas\"", "\"Cm\": 1, \"mechanisms\": { \"pas\"", "the file, 'regions', 'dend' has 'Cm'; expected cm, Ra, mechanisms")]
    [InlineData("\"hhK\": {}", "\"hhKv\": {}", "Unknown mechanism 'hhKv'")]
    [InlineData("\"hhK\": {}", "\"hhK\": { \"g\": 1 }", "Unknown parameter 'g' in mechanism 'hhK'")]
    [InlineData("\"hhK\": {}", "\"hhK\": 3", "'hhK' is Number; expected an object")]
    [InlineData("\"soma.hhNa.gbar\"", "\"soma.NaV.gbar\"", "Unknown parameter 'soma.NaV.gbar' in parameter set 'weak'")]
    [InlineData("\"parameter_sets\"", "\"bounds\": { \"dend.Ra\": [200, 100] }, \"parameter_sets\"", "is 200, 100; expected [lower, upper]")]
    [InlineData("\"parameter_sets\"", "\"bounds\": { \"dend.ra\": [1, 2] }, \"parameter_sets\"", "Unknown parameter 'dend.ra'")]
    [InlineData("\"sections\": [", "\"sections\": [ 3,", "the file, 'sections'[0] is Number; expected an object")]
    [InlineData("\"sections\": [", "\"sections\" [", "line 2 is not JSON")]
    public void Read_Mistake_NamesKeyAndExpected(string old, string changed, string expected)
    {
        Assert.Contains(old, Described, StringComparison.Ordinal);
        var mistake = Assert.Throws<CellFileException>(() => Read(Described.Replace(old, changed, StringComparison.Ordinal)));

        Assert.StartsWith($"'{Path.Combine(_folder.FullName, "cell.json")}': ", mistake.Message, StringComparison.Ordinal);
        Assert.Contains(expected, mistake.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', mistake.Message);
    }

    [Theory]
    [InlineData("""{ "morphology": "cell.swc" }""", "the file has no 'parameters'")]
    [InlineData("""{ "morphology": "cell.swc", "parameters": "p.json", "axon": "none" }""", "axon is 'none'; expected \"stub\" or \"traced\"")]
    [InlineData("""{ "morphology": "cell.swc", "parameters": "p.json", "segment_length_um": 0 }""", "segment_length_um is 0; expected over 0")]
    [InlineData("""{ "morphology": "cell.swc", "parameters": "p.json", "celsius": 34 }""", "the file has 'celsius'; expected name, morphology")]
    [InlineData("""{ "morphology": "no.swc", "parameters": "p.json" }""", "no.swc': cannot be read")]
    [InlineData("""{ "morphology": "cell.swc", "parameters": "p.json" }""", "p.json': does not exist")]
    [InlineData("""{ "morphology": 4, "parameters": "p.json" }""", "'morphology' is Number; expected text")]
    [InlineData("""[]""", "the file is Array; expected an object")]
    public void Read_MistakeInTracedCell_NamesKeyAndExpected(string json, string expected)
    {
        File.Copy(Case("cell.swc"), Path.Combine(_folder.FullName, "cell.swc"));
        var mistake = Assert.Throws<CellFileException>(() => Read(json));

        Assert.Contains(expected, mistake.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', mistake.Message);
    }

    [Fact]
    public void Read_NeitherFileNorBuiltIn_NamesBuiltInCells()
    {
        var mistake = Assert.Throws<CellFileException>(() => CellSource.Read("slow-spiking"));

        Assert.Contains("expected a cell file or one of: fast-spiking", mistake.Message, StringComparison.Ordinal);
        Assert.Equal(36, CellSource.Read("fast-spiking").ParameterSets.Count);
    }

    private static string Case(string file) => RepositoryFile.Path("tests", "validation", "all-mechanisms", file);

    private NeuronCollection Read(string json) => CellSource.Read(_folder.Write("cell.json", json));
}

using System.Runtime.Intrinsics;
using Noble.Edge.Tests;

namespace Noble.Edge.Neurons.Tests;

public sealed class AllActiveParametersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_AllMechanisms_ReadsBackToTheSameTrace()
    {
        var swc = Case("cell.swc");
        var original = CellSource.ReadAllActive(swc, Case("all-34.json"));
        var copy = Path.Combine(_folder.FullName, "copy.json");
        AllActiveParameters.Write(copy, original.Cell, original.ParameterSets[0]);
        var read = CellSource.ReadAllActive(swc, copy);

        Assert.Equal("copy", read.ParameterSets[0].Name);
        Assert.Equal(Trace(original.Cell, original.ParameterSets[0]), Trace(read.Cell, read.ParameterSets[0]));
    }

    [Fact]
    public void Write_BuiltInCell_ReadsBackToTheSameTrace()
    {
        var cell = BuiltInCells.FastSpiking();
        var set = new ParameterSet("odd", BuiltInCells.FastSpikingParameterSets[7].Values
            .Where(v => v.Key != "dend.lengthScale").Append(new("dend.lengthScale", 1.07)));
        var copy = Path.Combine(_folder.FullName, "odd.json");
        AllActiveParameters.Write(copy, cell, set);
        var read = AllActiveParameters.Read("fast-spiking", cell.Sections, copy);
        foreach (var parameter in cell.ParameterNames)
        {
            Assert.Equal(cell.ValueOf(set, parameter), read.Cell.ValueOf(read.ParameterSets[0], parameter));
        }

        // Currents add up in another order: rounding, stretched by the spikes.
        Assert.All(Trace(cell, set).Zip(Trace(read.Cell, read.ParameterSets[0])), v => Assert.Equal(v.First, v.Second, 1e-8));
        Assert.InRange(Trace(cell, set).Max(), 0, 50);
    }

    [Fact]
    public void Read_NumbersAsTextAndAllSections_ApplyEverywhere()
    {
        var neurons = Read(
            """
            { "conditions": [ { "celsius": "25", "v_init": "-71.5", "erev": [ { "section": "all", "ena": 48, "ek": "-90.5" } ] } ],
              "passive": [ { "ra": "133", "e_pas": -77, "cm": [ { "section": "soma", "cm": "1.5" }, { "section": "dend", "cm": 2 } ] } ],
              "genome": [
                { "section": "all", "name": "g_pas", "value": "3e-5", "mechanism": "" },
                { "section": "all", "name": "gbar_NaTs2_t", "value": " 0.05 ", "mechanism": "NaTs2_t" },
                { "section": "soma", "name": "gbar_NaTs2_t", "value": 0.07, "mechanism": "NaTs2_t" },
                { "section": "soma", "name": "decay_CaDynamics", "value": 99, "mechanism": "CaDynamics" },
                { "section": "dend", "name": "ehcn_Ih", "value": -43, "mechanism": "Ih" } ] }
            """);
        double Value(string name) => neurons.Cell.ValueOf(neurons.ParameterSets[0], name);

        Assert.Equal((25, -71.5), (neurons.Cell.TemperatureCelsius, neurons.Cell.InitialVoltageMillivolts));
        Assert.Equal((133, 133, 1.5, 2, 1), (Value("soma.Ra"), Value("axon.Ra"), Value("soma.cm"), Value("dend.cm"), Value("axon.cm")));
        Assert.Equal((3e-5, -77), (Value("axon.pas.g"), Value("dend.pas.e")));
        Assert.Equal((0.07, 0.05, 48), (Value("soma.NaTs2_t.gbar"), Value("axon.NaTs2_t.gbar"), Value("dend.NaTs2_t.e")));
        Assert.Equal((99, 0.05, -43), (Value("soma.CaDynamics.decay"), Value("soma.CaDynamics.gamma"), Value("dend.Ih.e")));
    }

    [Fact]
    public void Read_GeneOfApicalDendriteThatIsAbsent_IsLeftOut()
    {
        var swc = _folder.Write("soma.swc", "1 1 0 0 0 5 -1\n");
        var json = _folder.Write("cell.json", """{ "genome": [ { "section": "apic", "name": "gbar_Im", "value": 0.07, "mechanism": "Im" } ] }""");
        var neurons = CellSource.ReadAllActive(swc, json);

        Assert.Empty(neurons.Cell.Placements);
        Assert.Equal(["soma", "axon"], neurons.Cell.Regions.Select(r => r.Name));
    }

    [Fact]
    public void Read_NoConditions_TakesNeuronsReversalPotentials()
    {
        var neurons = Read(
            """
            { "genome": [ { "section": "soma", "name": "gbar_NaV", "value": 0.05, "mechanism": "NaV" },
                          { "section": "soma", "name": "gbar_Kd", "value": 0.01, "mechanism": "Kd" } ] }
            """);
        var set = neurons.ParameterSets[0];

        Assert.Equal((34, -80), (neurons.Cell.TemperatureCelsius, neurons.Cell.InitialVoltageMillivolts));
        Assert.Equal((50, -77), (neurons.Cell.ValueOf(set, "soma.NaV.e"), neurons.Cell.ValueOf(set, "soma.Kd.e")));
    }

    [Fact]
    public void Read_Folder_IsInNaturalOrderAndMechanismsOfOthersAreOff()
    {
        foreach (var (name, gene) in new[] { ("p_10", "Im"), ("p_2", "Kd"), ("p_1", "Kd") })
        {
            _folder.Write($"hof/{name}.json", $$"""{ "genome": [ { "section": "soma", "name": "gbar_{{gene}}", "value": 0.01, "mechanism": "{{gene}}" } ] }""");
        }

        var neurons = CellSource.ReadAllActive(Case("cell.swc"), Path.Combine(_folder.FullName, "hof"));

        Assert.Equal(["p_1", "p_2", "p_10"], neurons.ParameterSets.Select(s => s.Name));
        Assert.Equal([0.01, 0.01, 0], neurons.ParameterSets.Select(s => neurons.Cell.ValueOf(s, "soma.Kd.gbar")));
        Assert.Equal([0, 0, 0.01], neurons.ParameterSets.Select(s => neurons.Cell.ValueOf(s, "soma.Im.gbar")));
    }

    [Theory]
    [InlineData("""[1]""", "has no list 'genome'")]
    [InlineData("""{ "genome": 3 }""", "has no list 'genome'")]
    [InlineData("""{ "genome": [] """, "line 1 is not JSON")]
    [InlineData("""{ "genome": [ 5 ] }""", "genome entry 0 has no text 'section'")]
    [InlineData("""{ "genome": [ { "section": "soma", "mechanism": "" } ] }""", "genome entry 0 has no text 'name'")]
    [InlineData("""{ "genome": [ { "section": "soma", "name": "cm", "mechanism": "" } ] }""", "genome entry 0 ('cm') has no 'value'")]
    [InlineData("""{ "genome": [ { "section": "soma", "name": "cm", "value": "one", "mechanism": "" } ] }""", "genome entry 0 ('cm' of 'soma') is \"one\"; expected a number")]
    [InlineData("""{ "genome": [ { "section": "soma", "name": "cm", "value": null, "mechanism": "" } ] }""", "is null; expected a number")]
    [InlineData("""{ "genome": [ { "section": "soma", "name": "gbar_Kd", "value": 1, "mechanism": "Im" } ] }""", "expected a name that ends in '_Im'")]
    [InlineData("""{ "genome": [ { "section": "somatic", "name": "gbar_Im", "value": 1, "mechanism": "Im" } ] }""", "is 'somatic'; expected one of: all, soma, axon, dend, apic")]
    [InlineData("""{ "conditions": {}, "genome": [] }""", "conditions is not a list of objects")]
    [InlineData("""{ "conditions": [ 7 ], "genome": [] }""", "conditions is not a list of objects")]
    [InlineData("""{ "conditions": [ { "celsius": [] } ], "genome": [] }""", "conditions, celsius is []; expected a number")]
    [InlineData("""{ "conditions": [ { "erev": [ { "ena": 50 } ] } ], "genome": [] }""", "conditions, erev has no text 'section'")]
    [InlineData("""{ "conditions": [ { "erev": [ { "section": "tuft", "ek": -90 } ] } ], "genome": [] }""", "is 'tuft'; expected one of")]
    [InlineData("""{ "passive": [ 1 ], "genome": [] }""", "passive is not a list of objects")]
    [InlineData("""{ "passive": [ { "cm": [ { "section": "soma" } ] } ], "genome": [] }""", "passive, cm of 'soma' has no 'cm'")]
    [InlineData("""{ "passive": [ { "cm": [ 2 ] } ], "genome": [] }""", "passive, cm is not a list of objects")]
    public void Read_Mistake_NamesEntryAndExpected(string json, string expected)
    {
        var path = _folder.Write("wrong.json", json);
        var mistake = Assert.Throws<CellFileException>(() => CellSource.ReadAllActive(Case("cell.swc"), path));

        Assert.StartsWith($"'{path}': ", mistake.Message, StringComparison.Ordinal);
        Assert.Contains(expected, mistake.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', mistake.Message);
    }

    [Fact]
    public void Read_UnknownMechanism_IsNamed()
    {
        var mistake = Assert.Throws<UnknownMechanismException>(() =>
            Read("""{ "genome": [ { "section": "soma", "name": "gbar_BK", "value": 1, "mechanism": "BK" } ] }"""));

        Assert.Equal("BK", mistake.Mechanism);
        Assert.Contains("cell.json", mistake.Message, StringComparison.Ordinal);
        Assert.Contains("CaDynamics, Ca_HVA", mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gmax_Kd", "Kd", "gmax", "gbar, e")]
    [InlineData("rm", "", "rm", "cm, Ra, lengthScale, diameterScale")]
    public void Read_UnknownParameter_IsNamed(string name, string mechanism, string parameter, string accepted)
    {
        var mistake = Assert.Throws<UnknownParameterException>(() =>
            Read($$"""{ "genome": [ { "section": "soma", "name": "{{name}}", "value": 1, "mechanism": "{{mechanism}}" } ] }"""));

        Assert.Equal(parameter, mistake.Parameter);
        Assert.Contains("cell.json", mistake.Message, StringComparison.Ordinal);
        Assert.Contains(accepted, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoFolderOrEmptyFolderOrOtherTemperature_IsAMistake()
    {
        var swc = Case("cell.swc");
        var nowhere = Path.Combine(_folder.FullName, "nowhere");
        Assert.Contains("does not exist", Assert.Throws<CellFileException>(() => CellSource.ReadAllActive(swc, nowhere)).Message, StringComparison.Ordinal);
        Assert.Contains("has no .json file", Assert.Throws<CellFileException>(() => CellSource.ReadAllActive(swc, _folder.FullName)).Message, StringComparison.Ordinal);
        _folder.Write("1.json", """{ "conditions": [ { "celsius": 34 } ], "genome": [] }""");
        _folder.Write("2.json", """{ "conditions": [ { "celsius": 25 } ], "genome": [] }""");
        Assert.Contains("expected one temperature", Assert.Throws<CellFileException>(() => CellSource.ReadAllActive(swc, _folder.FullName)).Message, StringComparison.Ordinal);
    }

    private static string Case(string file) => RepositoryFile.Path("tests", "validation", "all-mechanisms", file);

    private static double[] Trace(CellDescription description, ParameterSet set)
    {
        var cell = CellLowering.Lower(description, [set]);
        var solver = new CableSolver(cell, 0.02);
        var trace = new double[2500];
        for (var n = 0; n < trace.Length; n++)
        {
            solver.Step(Vector512.Create(n >= 250 ? 0.3 : 0));
            trace[n] = solver.Voltage[cell.ClampNode][0];
        }

        return trace;
    }

    private NeuronCollection Read(string json) => CellSource.ReadAllActive(Case("cell.swc"), _folder.Write("cell.json", json));
}

using Noble.Edge.Tests;

namespace Noble.Edge.Neurons.Tests;

/// <summary>Targets and bounds files: what they mean, and what their users are told.</summary>
public sealed class SearchFilesTests : IDisposable
{
    private const string Targets = """
        // comments are allowed
        { "settle_ms": 100, "solver_step_ms": 0.05,
          "protocols": [
            { "name": "step 0.2", "current_nA": 0.2, "delay_ms": 15, "duration_ms": 150, "after_ms": 30,
              "features": { "Spikecount": { "mean": 15, "std": 1 }, "AP1_width": { "mean": 0.35, "std": 0.03 }, } },
            { "name": "hyper", "current_nA": -0.05, "delay_ms": 10, "duration_ms": 50,
              "features": { "voltage_base": { "mean": -71.1, "std": 1 } } },
          ],
          "bounds": { "soma.NaF.gbar axon.NaF.gbar": [0.1, 0.4], "soma.Km.gbar": 5e-5, "soma.Kv1.gbar": [1e-5, 1e-3, "linear"] } }
        """;

    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Targets_File_IsReadAsItSays()
    {
        var file = SearchTargetsFile.Read(Write("T.json", Targets));

        Assert.Equal(["step 0.2.Spikecount", "step 0.2.AP1_width", "hyper.voltage_base"], file.Targets.Objectives);
        var (first, second) = (file.Targets.Protocols[0], file.Targets.Protocols[1]);
        Assert.Equal(0.2, first.CurrentNanoamperes);
        Assert.Equal(
            new StepProtocol { SettleMilliseconds = 100, SolverStepMilliseconds = 0.05, RestBeforeMilliseconds = 15, StepMilliseconds = 150, RestAfterMilliseconds = 30 },
            first.Timing);
        Assert.Equal(new FeatureTarget("AP1_width", 0.35, 0.03), first.Targets[1]);
        Assert.Equal(StepProtocol.Default.RestAfterMilliseconds, second.Timing.RestAfterMilliseconds);
        Assert.Equal(["soma.NaF.gbar", "axon.NaF.gbar"], file.Bounds.Variables[0].Paths);
        Assert.Equal((0.1, 0.4), (file.Bounds.Variables[0].Lower, file.Bounds.Variables[0].Upper));
        Assert.Equal(SearchScale.Linear, file.Bounds.Variables[1].Scale);
        Assert.Equal(5e-5, file.Bounds.Fixed["soma.Km.gbar"]);
    }

    [Fact]
    public void Targets_WrittenAndRead_AreTheSame()
    {
        var targets = SearchTargetsFile.Read(Write("T.json", Targets)).Targets;
        var path = _temporary.File("again.json");

        SearchTargetsFile.Write(path, targets);

        var again = SearchTargetsFile.Read(path).Targets;
        Assert.Equal(targets.Objectives, again.Objectives);
        Assert.Equal(targets.Protocols.Select(p => p.Timing), again.Protocols.Select(p => p.Timing));
        Assert.Equal(targets.Protocols.SelectMany(p => p.Targets), again.Protocols.SelectMany(p => p.Targets));
    }

    [Theory]
    [InlineData("\"std\": 1 }, \"AP1_width\"", "\"std\": 0 }, \"AP1_width\"", "protocol 'step 0.2', feature 'Spikecount': std is 0; expected over 0")]
    [InlineData("\"std\": 1 }, \"AP1_width\"", "\"std\": -2 }, \"AP1_width\"", "protocol 'step 0.2', feature 'Spikecount': std is -2; expected over 0")]
    [InlineData(", \"std\": 0.03", "", "protocol 'step 0.2', feature 'AP1_width': no 'std'; expected the spread")]
    [InlineData("\"mean\": 0.35, ", "", "protocol 'step 0.2', feature 'AP1_width': no 'mean'; expected the value to reach")]
    [InlineData("\"mean\": 0.35", "\"mean\": \"wide\"", "protocol 'step 0.2', feature 'AP1_width': 'mean' is the text 'wide'; expected a number")]
    [InlineData("AP1_width", "AP1_breadth", "protocol 'step 0.2': unknown feature 'AP1_breadth'; expected one of eFEL's names")]
    [InlineData("\"mean\": 15,", "\"mean\": 15, \"sd\": 1,", "protocol 'step 0.2', feature 'Spikecount': unknown key 'sd'; expected mean, std")]
    [InlineData("{ \"mean\": -71.1, \"std\": 1 }", "-71.1", "protocol 'hyper', feature 'voltage_base': -71.1; expected an object")]
    [InlineData("AP1_width", "spike_count", "protocol 'step 0.2', feature 'spike_count': comes twice")]
    [InlineData("\"name\": \"hyper\"", "\"name\": \"step 0.2\"", "protocol 'step 0.2' comes twice")]
    [InlineData("\"name\": \"hyper\", ", "", "protocol 2: no 'name'; expected a text")]
    [InlineData("\"current_nA\": 0.2, ", "", "protocol 'step 0.2': no 'current_nA'; expected the amplitude")]
    [InlineData("\"duration_ms\": 150", "\"duration_ms\": 0", "protocol 'step 0.2': StepMilliseconds: expected over 0 ms. (is 0)")]
    [InlineData("\"delay_ms\": 15", "\"delay_ms\": 0", "protocol 'step 0.2': delay is 0 ms; expected at least two solver steps of 0.05 ms")]
    [InlineData("\"delay_ms\": 15", "\"delay\": 15", "protocol 'step 0.2': unknown key 'delay'; expected name, current_nA")]
    [InlineData("{ \"voltage_base\": { \"mean\": -71.1, \"std\": 1 } }", "{}", "protocol 'hyper' has no features")]
    [InlineData("\"solver_step_ms\": 0.05", "\"solver_step_ms\": 2", "SolverStepMilliseconds: expected over 0 and at most 1 ms. (is 2)")]
    [InlineData("\"settle_ms\"", "\"settle\"", "unknown key 'settle'")]
    [InlineData("[0.1, 0.4]", "[0.4, 0.1]", "'bounds': 'soma.NaF.gbar axon.NaF.gbar': Bounds of 'soma.NaF.gbar' are 0.4 and 0.1; expected")]
    [InlineData("[0.1, 0.4]", "[0.4]", "'soma.NaF.gbar axon.NaF.gbar' is a list; expected [lower, upper]")]
    [InlineData("\"linear\"", "\"log\"", "'soma.Kv1.gbar': scale is the text 'log'; expected")]
    [InlineData("\"soma.Kv1.gbar\"", "\"soma.Km.gbar axon.NaF.gbar\"", "'soma.Km.gbar' comes twice")]
    [InlineData("\"settle_ms\": 100,", "\"settle_ms\": 100", "not JSON: ")]
    [InlineData("\"settle_ms\": 100,", "\"settle_ms\": 100, \"settle_ms\": 100,", "not JSON: ")]
    public void Targets_Mistake_IsOneLineThatNamesIt(string good, string bad, string expected)
    {
        Assert.Contains(good, Targets, StringComparison.Ordinal);
        var path = Write("T.json", Targets.Replace(good, bad, StringComparison.Ordinal));

        var error = Assert.Throws<SearchFileException>(() => SearchTargetsFile.Read(path));

        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("{}", "no 'protocols'; expected a list")]
    [InlineData("[]", "a list; expected an object")]
    [InlineData("{ \"protocols\": {} }", "'protocols' is an object; expected a list")]
    [InlineData("{ \"protocols\": [] }", "no protocols; expected one or more")]
    [InlineData("", "not JSON")]
    public void Targets_OtherFile_IsRefused(string content, string expected)
    {
        var error = Assert.Throws<SearchFileException>(() => SearchTargetsFile.Read(Write("T.json", content)));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Targets_NoFile_IsNamed()
    {
        var error = Assert.Throws<SearchFileException>(() => SearchTargetsFile.Read(_temporary.File("none.json")));

        Assert.Contains("none.json", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"soma.cm\": [0.5, 2] }")]
    [InlineData("{ \"bounds\": { \"soma.cm\": [0.5, 2] } }")]
    public void Bounds_FileOfTheirOwn_GoOverTheTargetsFile(string content)
    {
        var below = SearchTargetsFile.Read(Write("T.json", Targets)).Bounds;

        var bounds = SearchBoundsFile.Read(Write("B.json", content)).Over(below);

        Assert.Equal(["soma.cm", "soma.NaF.gbar", "soma.Kv1.gbar"], bounds.Variables.Select(v => v.Name));
        Assert.Equal(5e-5, bounds.Fixed["soma.Km.gbar"]);
    }

    [Fact]
    public void Bounds_Over_TakeTheSameParametersOut()
    {
        var below = SearchTargetsFile.Read(Write("T.json", Targets)).Bounds;
        var over = SearchBoundsFile.Read(Write("B.json", """{ "soma.NaF.gbar": 0.2, "soma.Km.gbar": [1e-5, 1e-4] }"""));

        var bounds = over.Over(below);

        Assert.Equal(["soma.Km.gbar", "axon.NaF.gbar", "soma.Kv1.gbar"], bounds.Variables.Select(v => v.Name));
        Assert.Equal(KeyValuePair.Create("soma.NaF.gbar", 0.2), Assert.Single(bounds.Fixed));
    }

    private string Write(string name, string content)
    {
        File.WriteAllText(_temporary.File(name), content);
        return _temporary.File(name);
    }
}

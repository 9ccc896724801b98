using System.Text.Json.Nodes;
using Noble.Edge.Tests;
using Noble.Edge.Trainer;

namespace Noble.Edge.Training.Tests;

public sealed class HybridSummaryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_GroupsWithAndWithoutARhythm_ComparesThoseThatHaveOne()
    {
        HybridReport[] reports =
        [
            Report("a", Row("solver", 20, 400, 0.5), Row("operator", 20, 410, 0.45)), // +2.5, -10
            Report("b", Row("solver", 20, 400, 0.5), Row("operator", 20, 384, 0.5)), // -4, 0
            Report("c", Row("solver", 20, 400, 0.5), Row("operator", 0, 0, 0)), // none
            Report("d", Row("solver", 3, 400, 0.5), Row("operator", 20, 4000, 0.1)), // too few to compare with
            Report("e", Row("solver", 0, 0, 0), Row("operator", 20, 4000, 0.1)),
        ];
        new HybridSummary(reports).Write(_folder.FullName);

        var version = JsonNode.Parse(File.ReadAllText(_folder.File("summary.json")))!["versions"]![0]!;
        Assert.Equal(
            ("operator", 3, 1, 4.0, 10.0, 3),
            ((string)version["version"]!, (int)version["compared"]!, (int)version["without_a_rhythm"]!, Rounded(version["period_error_percent_median"]!), Rounded(version["phase_error_percent_median"]!), (int)version["within_5_percent"]!));
        var text = File.ReadAllLines(_folder.File("summary.md"));
        Assert.Contains("| a0, a1 | 20 | 400.0 | 0.500 | +2.5 %, -10.0 % |", text);
        Assert.Contains("| c0, c1 | 20 | 400.0 | 0.500 | no rhythm |", text);
        Assert.Contains("| d0, d1 | 3 | 400.0 | 0.500 | - |", text);
        Assert.Contains("| e0, e1 | 0 | - | - | - |", text);
        Assert.Contains("| operator | 3 | 1 | 4.0 % | 10.0 % | 3 of 6 |", text);
    }

    [Fact]
    public void Write_NothingToCompareWith_HasNoMedian()
    {
        new HybridSummary([Report("a", Row("solver", 0, 0, 0), Row("operator", 9, 400, 0.5))]).Write(_folder.FullName);
        Assert.Null(JsonNode.Parse(File.ReadAllText(_folder.File("summary.json")))!["versions"]![0]!["period_error_percent_median"]);
        Assert.Contains("| operator | 0 | 0 | - | - | 0 of 0 |", File.ReadAllLines(_folder.File("summary.md")));
    }

    private static double Rounded(JsonNode node) => Math.Round((double)node, 6);

    private static HybridReport Report(string name, params HybridRow[] rows) => new("circuit", [$"{name}0", $"{name}1"], 1000, 0, "model", rows);

    private static HybridRow Row(string name, int cycles, double period, double phase) => new(
        name, [name == "operator", name == "operator"], 0.02, [100, 100],
        cycles == 0
            ? null
            : new Alternation
            {
                Cycles = cycles,
                PeriodMilliseconds = new MeanAndSpread(period, 1),
                Phase = new MeanAndSpread(phase, 0.01),
                Duty = [new MeanAndSpread(0.5, 0.1), new MeanAndSpread(0.5, 0.1)],
                SpikesPerBurst = [new MeanAndSpread(10, 1), new MeanAndSpread(10, 1)],
            },
        1);
}

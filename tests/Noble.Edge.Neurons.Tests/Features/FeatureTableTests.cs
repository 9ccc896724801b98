namespace Noble.Edge.Neurons.Tests;

public class FeatureTableTests
{
    [Fact]
    public void Readme_FeatureTable_IsWhatTheCodeHas()
    {
        var readme = File.ReadAllLines(SharedData.InRepository("trainer", "Noble.Edge.Neurons", "README.md"));
        var expected = ElectrophysiologicalFeatures.All.Select(feature =>
            $"| `{feature.Name}` | {(feature.Unit == "constant" ? "" : feature.Unit)} | {feature.Description} |");
        var found = readme.SkipWhile(line => line != "## Features").SkipWhile(line => line != "| feature | unit | what |").Skip(2).TakeWhile(line => line.StartsWith('|'));

        Assert.Equal(expected, found);
    }
}

using System.Text;

namespace Noble.Edge.Host.Tests;

public class ExampleTests
{
    public static TheoryData<string> Files => [.. Directory.GetFiles(Repository.Path("examples"), "*.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Repository.Path("examples"), file))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Example_OfTheGallery_HasNoMistake(string name)
    {
        var examination = RunExamination.Of(Repository.Path("examples", name), new Dictionary<string, string>());
        Assert.Empty(examination.Mistakes.Select(mistake => mistake.Message));
        Assert.NotNull(examination.Summary);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Example_OfTheGallery_NamesTheSchemaAndIsExplained(string name)
    {
        var file = Repository.Path("examples", name);
        var schema = ConfigNode.Parse(name, Encoding.UTF8.GetBytes(File.ReadAllText(file))).At("$schema")!.Text;
        Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(file)!, schema)), schema);
        Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(file)!, "README.md")));
        Assert.Contains($"({Path.GetDirectoryName(name)}/README.md)", File.ReadAllText(Repository.Path("examples/README.md")), StringComparison.Ordinal);
    }
}

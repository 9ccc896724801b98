using System.CommandLine;

namespace Noble.Edge.Host.Tests;

public class ManualPageTests
{
    [Fact]
    public void Man_EveryCommandOfTheHelp_HasASection()
    {
        var (_, help, _) = NobleEdge.Run();
        var (code, page, error) = NobleEdge.Run("man");
        Assert.Equal((0, ""), (code, error));
        var commands = help[help.IndexOf("Commands:", StringComparison.Ordinal)..help.IndexOf("Examples:", StringComparison.Ordinal)].Split('\n')[1..]
            .Where(line => line.StartsWith("  ", StringComparison.Ordinal) && !line.StartsWith("   ", StringComparison.Ordinal))
            .Select(line => line.Trim().Split(' ')[0]).ToArray();
        Assert.True(commands.Length > 10, help);
        Assert.All(commands, command => Assert.Contains($"\n.SS {command}", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Man_LinesOfText_AreNoRequests()
    {
        var (_, page, _) = NobleEdge.Run("man");
        string[] requests = [".TH", ".SH", ".SS", ".PP", ".TP", ".B", ".I", ".nf", ".fi"];
        Assert.All(page.Split('\n').Where(line => line.StartsWith('.')), line => Assert.Contains(line.Split(' ')[0], requests));
        Assert.DoesNotContain(page.Split('\n'), line => line.StartsWith('\''));
    }

    [Fact]
    public void Write_ATextThatBeginsWithADot_IsKeptText()
    {
        var root = new RootCommand("About.") { new Command("one", ".hidden 'files' and \\back-slashes") };
        Assert.Contains("\\&.hidden 'files' and \\eback\\-slashes", ManualPage.Write(root), StringComparison.Ordinal);
    }
}

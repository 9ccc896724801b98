using System.Text;
using System.Text.RegularExpressions;
using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

/// <summary>What a run shows in a terminal: a real one, as far as the program can tell.</summary>
public sealed partial class TerminalRunTests : IDisposable
{
    private const string Ordinary = "TERM=xterm LC_ALL=C.UTF-8";

    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public TerminalRunTests() => _model = SpikingModel.Write(_folder.File("small.noble"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Terminal_WholeRun_IsDrawnInPlaceAndLeavesNothingBehind()
    {
        using var run = NobleEdge.StartInTerminal(60, Ordinary, Arguments("--duration", "3s"));
        Assert.Equal(0, run.ExitCode);
        var output = run.Output;
        Assert.Contains("spikes/s", output, StringComparison.Ordinal);
        Assert.Contains("lateness  p50", output, StringComparison.Ordinal);
        Assert.Contains("ports     gpio", output, StringComparison.Ordinal);
        Assert.Contains('█', output);
        Assert.DoesNotContain("\e[?25l", output, StringComparison.Ordinal); // a cursor that is never hidden needs no restoring
        AssertFits(output, 60);

        // On the screen the notices are followed by the summary: the view is gone.
        var screen = Screen(output);
        Assert.Contains("mqtt://", screen[1], StringComparison.Ordinal);
        Assert.StartsWith("streamed  3.000 s", screen[2], StringComparison.Ordinal);
        Assert.DoesNotContain(screen, line => line.StartsWith("ports", StringComparison.Ordinal));
    }

    [Fact]
    public void Terminal_Signal_LeavesNothingBehind()
    {
        using var run = NobleEdge.StartInTerminal(120, Ordinary, Arguments("--duration", "forever"));
        run.WaitFor("lateness  p50");
        run.Terminate(); // script passes it on by closing the terminal
        Assert.DoesNotContain("\e[?25l", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Terminal_WithARig_ShowsLoopAndSafetyInItsWidth()
    {
        File.WriteAllText(_folder.File("run.json"), """
            {
              "ports": [ { "type": "virtual", "name": "slice", "neurons": 4, "biasNanoamperes": 0.25 } ],
              "controllers": [ { "type": "rate-clamp", "targetHertz": 60, "spikes": { "channels": 1 }, "maximumNanoamperes": 0.4 } ],
              "limits": { "maximumNanoamperes": 0.4 }
            }
            """);
        using var run = NobleEdge.StartInTerminal(40, Ordinary, ["run", _folder.File("run.json"), .. Arguments("--duration", "2s")[1..]]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("safety    \e[32moutputs live\e[0m", run.Output, StringComparison.Ordinal);
        Assert.Contains("loop      ", run.Output, StringComparison.Ordinal);
        AssertFits(run.Output, 40);
    }

    [Fact]
    public void Terminal_WithoutColours_HasNone()
    {
        using var run = NobleEdge.StartInTerminal(80, $"{Ordinary} NO_COLOR=1", Arguments("--duration", "2s"));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("lateness  p50", run.Output, StringComparison.Ordinal);
        Assert.DoesNotMatch("\e\\[[0-9;]*m", run.Output);
    }

    [Fact]
    public void Terminal_WithoutUnicode_IsDrawnInAscii()
    {
        using var run = NobleEdge.StartInTerminal(80, "TERM=xterm LC_ALL=C", Arguments("--duration", "2s"));
        Assert.Equal(0, run.ExitCode);
        var view = run.Output.Split("streamed  ")[0].Split("mqtt://")[1];
        Assert.Contains("lateness  p50", view, StringComparison.Ordinal);
        Assert.All(view, letter => Assert.True(letter < 128, $"{letter}"));
    }

    [Theory]
    [InlineData("TERM=dumb")]
    [InlineData("TERM=")]
    public void Terminal_ThatCannotRedraw_GetsLines(string environment)
    {
        using var run = NobleEdge.StartInTerminal(80, environment, Arguments("--duration", "1s"));
        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain('\e', run.Output);
        Assert.Contains("streamed  1.000 s", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12345", 3, "123")]
    [InlineData("123", 3, "123")]
    [InlineData("1\e[31m23\e[0m45", 3, "1\e[31m23\e[0m")]
    [InlineData("1\e[31m2345\e[0m", 3, "1\e[31m23\e[0m")]
    public void View_Fit_CutsWhatIsSeenAndKeepsTheColours(string line, int columns, string expected) => Assert.Equal(expected, TerminalView.Fit(line, columns));

    private static void AssertFits(string output, int columns)
    {
        // The view only: from each step back up to the end of the drawing.
        foreach (var drawing in output.Split("\e[J").Where(part => part.Contains("\e[K", StringComparison.Ordinal)))
        {
            foreach (var line in drawing.Split('\n').Where(line => line.Contains("\e[K", StringComparison.Ordinal)))
            {
                Assert.InRange(Sequence().Replace(line, "").Length, 1, columns - 1);
            }
        }
    }

    // A terminal, as far as the program uses one; what it does not know fails the test.
    private static List<string> Screen(string output)
    {
        var lines = new List<StringBuilder> { new() };
        var (row, column) = (0, 0);
        for (var i = 0; i < output.Length; i++)
        {
            switch (output[i])
            {
                case '\n':
                    row++;
                    column = 0;
                    if (row == lines.Count)
                    {
                        lines.Add(new());
                    }

                    break;
                case '\e':
                    var match = Sequence().Match(output, i);
                    Assert.True(match.Success && match.Index == i, output[i..Math.Min(output.Length, i + 8)]);
                    i += match.Length - 1;
                    switch (match.Value[^1])
                    {
                        case 'F':
                            row -= int.Parse(match.Value[2..^1], null);
                            column = 0;
                            break;
                        case 'K':
                            lines[row].Length = Math.Min(lines[row].Length, column);
                            break;
                        case 'J':
                            lines[row].Length = Math.Min(lines[row].Length, column);
                            lines.RemoveRange(row + 1, lines.Count - row - 1);
                            break;
                    }

                    break;
                default:
                    lines[row].Length = Math.Max(lines[row].Length, column + 1);
                    lines[row][column++] = output[i];
                    break;
            }
        }

        return [.. lines.Select(line => line.ToString())];
    }

    private string[] Arguments(params string[] more) => ["run", "--model", _model, "--broker", "embedded:0", "--neurons", "2", .. more];

    // The last two are .NET's own, of every console program.
    [GeneratedRegex("\e\\[[0-9;]*[FKJm]|\e\\[\\?1h|\e=")]
    private static partial Regex Sequence();
}

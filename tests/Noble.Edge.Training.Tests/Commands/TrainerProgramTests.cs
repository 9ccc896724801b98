using System.Diagnostics;
using Noble.Edge.Tests;

namespace Noble.Edge.Training.Tests;

public sealed class TrainerProgramTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("simulate", "simulate", "'--out' is required")]
    [InlineData("train --data nowhere --run r", "train", "data set 'nowhere' cannot be read")]
    [InlineData("train --data nowhere --run r --resume", "train", "no usable run in 'r'")]
    [InlineData("train --data nowhere --run r --embedding mystic", "train", "mystic")]
    [InlineData("train --data nowhere --run r --hold-out-currents 1-2", "train", "--hold-out-currents '1-2': expected low:high in nA")]
    [InlineData("train --data nowhere --run r --steps 0", "train", "steps is 0, expected 1 or more")]
    [InlineData("evaluate --model nowhere.noble --data d", "evaluate", "nowhere.noble: no such folder, expected a model folder")]
    [InlineData("export --run nowhere --data d --out o", "export", "data set 'd' cannot be read")]
    [InlineData("dance", "dance", "dance")]
    public void Run_UsersMistake_GivesOneLineAndExitCodeTwo(string arguments, string command, string expected)
    {
        var (code, output, error) = Run(arguments);

        Assert.Equal(2, code);
        Assert.StartsWith("noble-train: error: ", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Equal("", output);
        Assert.NotEmpty(command);
    }

    [Theory]
    [InlineData("simulate")]
    [InlineData("train")]
    [InlineData("evaluate")]
    [InlineData("export")]
    public void Help_EachCommand_HasExamples(string command)
    {
        var (code, output, _) = Run($"{command} --help");

        Assert.Equal(0, code);
        Assert.Contains($"noble-train {command} --", output, StringComparison.Ordinal);
    }

    private (int Code, string Output, string Error) Run(string arguments)
    {
        var start = new ProcessStartInfo("dotnet", $"{Path.Combine(AppContext.BaseDirectory, "noble-train.dll")} {arguments}")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _temporary.FullName,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}

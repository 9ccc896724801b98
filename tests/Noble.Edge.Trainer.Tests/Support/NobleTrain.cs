using System.Diagnostics;

namespace Noble.Edge.Trainer.Tests;

/// <summary>Runs the program as a user does.</summary>
internal static class NobleTrain
{
    private static readonly string Program = Find();

    public static (int Code, string Output, string Error) Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    /// <summary>The program in the trainer's own output folder of the same configuration: .../bin/CONFIGURATION/FRAMEWORK.</summary>
    private static string Find()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var root = output.Parent!.Parent!.Parent!.Parent!.Parent!;
        return Path.Combine(root.FullName, "trainer", "Noble.Edge.Trainer", "bin", output.Parent.Name, output.Name, "noble-train.dll");
    }
}

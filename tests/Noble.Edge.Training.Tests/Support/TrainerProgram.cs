using System.Diagnostics;

namespace Noble.Edge.Training.Tests;

/// <summary>The program itself, as a process.</summary>
internal static class TrainerProgram
{
    public static Process Start(string arguments, string folder) => Process.Start(
        new ProcessStartInfo("dotnet", $"{Path.Combine(AppContext.BaseDirectory, "noble-train.dll")} {arguments}")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        })!;

    public static (int Code, string Output, string Error) Run(string arguments, string folder)
    {
        using var process = Start(arguments, folder);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}

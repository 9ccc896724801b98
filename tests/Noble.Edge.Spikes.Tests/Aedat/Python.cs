using System.Diagnostics;

namespace Noble.Edge.Spikes.Tests;

/// <summary>The machine's Python interpreter.</summary>
internal static class Python
{
    /// <summary>Where it is, or null.</summary>
    internal static string? Path { get; } = new[] { "/usr/bin/python3", "/usr/local/bin/python3" }.FirstOrDefault(File.Exists);

    /// <summary>Runs a script and gives what it printed; fails where the script failed.</summary>
    internal static string Run(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path!, [script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return output;
    }
}

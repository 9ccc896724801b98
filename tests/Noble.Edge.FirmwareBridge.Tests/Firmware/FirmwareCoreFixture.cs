using System.Diagnostics;

namespace Noble.Edge.FirmwareBridge.Tests;

/// <summary>The firmware's core and its test runner, built once into a folder that goes away again.</summary>
public sealed class FirmwareCoreFixture : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("noble-core-");

    /// <summary>Builds the runner and runs all its tests; returns the exit code and what was printed.</summary>
    public (int ExitCode, string Output) MakeTest() =>
        Run("make", "-C", BridgeFolder.PathOf("firmware"), "test", "CC=gcc", $"OUT={_folder.FullName}");

    /// <summary>What the firmware's receiver, on the device's side, makes of a stream.</summary>
    public string Receive(byte[] stream)
    {
        var runner = Path.Combine(_folder.FullName, "noble_tests");
        if (!File.Exists(runner))
        {
            var (exitCode, output) = MakeTest();
            Assert.True(exitCode == 0, output);
        }

        var file = Path.Combine(_folder.FullName, "stream.bin");
        File.WriteAllBytes(file, stream);
        var (received, text) = Run(runner, "--receive", file);
        Assert.True(received == 0, text);
        return text;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} took longer than {Patience}.");
        }

        return (process.ExitCode, output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult());
    }
}

using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Noble.Edge.Operator.Tests.Engines;

/// <summary>The kernel and fixture tests once more in processes whose instruction sets are switched off.</summary>
public class InstructionSetTests
{
    private const string Marker = "NOBLE_TEST_WITHOUT";

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task KernelTests_WithoutInstructionSet_Pass(string variable)
    {
        if (Environment.GetEnvironmentVariable(Marker) is not null)
        {
            return;
        }

        string[] classes = [nameof(KernelTests), nameof(GeluTests), nameof(TinyNetworkTests), nameof(NetworkSizeTests), nameof(SimdWorkspaceTests), nameof(InputEmbeddingTests), nameof(Streaming.StreamingEngineTests), nameof(InstructionSetTests)];
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "vstest",
                typeof(InstructionSetTests).Assembly.Location,
                $"--TestCaseFilter:{string.Join('|', classes.Select(name => $"FullyQualifiedName~{name}"))}",
            },
        };
        start.Environment[variable] = "0";
        start.Environment[Marker] = variable;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        // Indented: whoever counts results line by line must not count those of the process among this one's.
        Assert.True(process.ExitCode == 0, $"{output}\n{await error}".Replace("\n", "\n    | ", StringComparison.Ordinal));
        Assert.Contains("Passed!", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Vectors_SwitchedOff_AreGone()
    {
        // Runs in the processes above; proves that the switch they were started with is one the runtime knows.
        switch (Environment.GetEnvironmentVariable(Marker))
        {
            case "DOTNET_EnableAVX512":
                Assert.False(Vector512.IsHardwareAccelerated);
                break;
            case "DOTNET_EnableAVX2":
                Assert.False(Vector256.IsHardwareAccelerated);
                break;
            case "DOTNET_EnableHWIntrinsic":
                Assert.False(Vector128.IsHardwareAccelerated);
                break;
        }
    }
}

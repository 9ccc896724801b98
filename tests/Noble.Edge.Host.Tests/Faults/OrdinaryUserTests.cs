using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

/// <summary>The program without real-time rights works and says what it does without.</summary>
public sealed class OrdinaryUserTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [OrdinaryUserFact]
    public void Run_WithoutRealtimeRights_StreamsAndSaysWhatItLost()
    {
        var model = SpikingModel.Write(_folder.File("small.noble"));
        Open(Path.GetDirectoryName(model)!);
        using var run = NobleEdge.StartThrough(
            OrdinaryUserFactAttribute.Command, "run", "--model", model, "--broker", "embedded:0", "--neurons", "2", "--duration", "300ms", "--summary", _folder.File("s.json"));

        Assert.True(run.ExitCode == 0, run.Error);
        var summary = JsonDocument.Parse(File.ReadAllBytes(_folder.File("s.json"))).RootElement;
        Assert.True(summary.GetProperty("played").GetInt64() > 0);
        Assert.Equal(summary.GetProperty("played").GetInt64(), summary.GetProperty("published").GetInt64());
        Assert.False(summary.GetProperty("pacerIsRealtime").GetBoolean());
        Assert.Contains("SCHED_FIFO 80 refused", run.Output, StringComparison.Ordinal);
        Assert.Contains("not locked", summary.GetProperty("pacerMemory").GetString(), StringComparison.Ordinal);
    }

    [OrdinaryUserFact]
    public void SelfTest_WithoutRealtimeRights_LosesNothingAndSaysSo()
    {
        using var selfTest = NobleEdge.StartThrough(OrdinaryUserFactAttribute.Command, "selftest", "--seconds", "0.05", "--json");

        Assert.True(selfTest.ExitCode == 0, selfTest.Error);
        var report = JsonNode.Parse(selfTest.Output)!;
        Assert.False((bool)report["realtime"]!["isRealtime"]!);
        Assert.Contains("refused", (string)report["realtime"]!["scheduling"]!, StringComparison.Ordinal);
        Assert.True((bool)report["passed"]!);
    }

    [OrdinaryUserFact]
    public void Devices_WithoutRealtimeRights_SaysWhatHelps()
    {
        using var devices = NobleEdge.StartThrough(OrdinaryUserFactAttribute.Command, "devices");

        Assert.Equal(0, devices.ExitCode);
        Assert.Contains("-> /etc/security/limits.conf: USER - rtprio 80", devices.Output, StringComparison.Ordinal);
        Assert.Contains("-> /etc/security/limits.conf: USER - memlock unlimited", devices.Output, StringComparison.Ordinal);
    }

    // The other user reads the model and writes the summary there.
    private static void Open(string folder)
    {
        using var change = Process.Start("chmod", ["-R", "a+rwX", folder]);
        change.WaitForExit();
        Assert.Equal(0, change.ExitCode);
    }
}

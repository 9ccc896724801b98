using System.Text.Json.Nodes;
using Noble.Edge.Rig;
using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

public class DevicesCommandTests
{
    private static readonly string[] Kinds = ["gpio", "serial", "i2c", "spi", "dac", "adc", "expander", "bridge", "eieio", "spif", "udp", "mqtt", "aedat", "file", "virtual", "real-time"];

    [Fact]
    public void Devices_Json_HasEveryKindAndHelpsWhereSomethingIsMissing()
    {
        var (code, output, error) = NobleEdge.Run("devices", "--json");

        Assert.Equal((0, ""), (code, error));
        var devices = JsonNode.Parse(output)!["devices"]!.AsArray();
        Assert.Equal(Kinds, devices.Select(row => (string)row!["kind"]!).Distinct());
        Assert.All(devices, row => Assert.Equal((bool)row!["usable"]!, row["help"] is null));
        Assert.Contains(devices, row => (string)row!["name"]! == "virtual" && (bool)row["usable"]!);
    }

    [Fact]
    public void DeviceSurvey_TypesOfPorts_AllListed() =>
        Assert.All(PortReader.Types, type => Assert.Contains(Kinds, kind => type.StartsWith(kind, StringComparison.Ordinal)));

    [Fact]
    public void Devices_Text_HasALineForEachKind()
    {
        var (code, output, error) = NobleEdge.Run("devices");

        Assert.Equal((0, ""), (code, error));
        Assert.All(Kinds, kind => Assert.Contains($"{kind,-11}", output, StringComparison.Ordinal));
        Assert.Equal(output.Split('\n').Count(line => line.Length > 14 && line[11..14] == "no "), output.Split("-> ").Length - 1);
    }

    [Fact]
    public void DeviceSurvey_FolderWithDevices_ListsThem()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in (string[])["ttyACM0", "ttyUSB1", "i2c-1", "spidev0.0", "ttyS0"])
        {
            File.WriteAllText(folder.File(name), "");
        }

        var rows = DeviceSurvey.Look(Path.GetDirectoryName(folder.File("x"))!).Where(row => row.Kind is "serial" or "i2c" or "spi").ToArray();

        Assert.Equal(["ttyACM0", "ttyUSB1", "i2c-1", "spidev0.0"], rows.Select(row => Path.GetFileName(row.Name)));
        Assert.All(rows, row => Assert.True(row.Usable));
    }

    [Fact]
    public void DeviceSurvey_RightsRefused_SaysWhatHelps()
    {
        var rows = DeviceSurvey.Realtime(new RealtimeFacts(false, "ordinary: refused", "not pinned", "not locked (no)"));

        Assert.All(rows, row => Assert.False(row.Usable));
        Assert.Contains("rtprio", rows[0].Help, StringComparison.Ordinal);
        Assert.Contains("memlock", rows[2].Help, StringComparison.Ordinal);
        Assert.All(DeviceSurvey.Realtime(new RealtimeFacts(true, "SCHED_FIFO 80", "processor 1", "locked")), row => Assert.Null(row.Help));
    }
}

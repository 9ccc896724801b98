namespace Noble.Edge.Host.Tests;

public class HelpTests
{
    [Theory]
    [InlineData("run", "noble-edge run experiment.json --seed 7")]
    [InlineData("render", "noble-edge render --model fast-spiking.noble --current 0.2 --neurons 16")]
    [InlineData("render", "noble-edge render --model cell.noble --operator streaming --stimulus I.npy --neurons 8")]
    [InlineData("forward", "noble-edge forward --model fast-spiking.noble --input X.npy")]
    [InlineData("inspect", "noble-edge inspect fast-spiking.noble")]
    [InlineData("bench", "noble-edge bench --model fast-spiking.noble")]
    [InlineData("prepare", "noble-edge prepare --model fast-spiking.noble")]
    [InlineData("selfcheck", "noble-edge selfcheck --model fast-spiking.noble")]
    [InlineData("watch", "noble-edge watch --broker 127.0.0.1:1883")]
    [InlineData("node", "noble-edge run --broker 192.168.1.20:1883 --nodes --neurons 4096")]
    [InlineData("replay", "noble-edge replay run.nobl")]
    [InlineData("command", "noble-edge command emergency-stop --broker 127.0.0.1:1883")]
    [InlineData("command", "noble-edge command conductance --connection gap --value 5 --broker 127.0.0.1:1883")]
    [InlineData("log", "noble-edge log run.nobl --kind stimuli,limits --from 2s --to 3s")]
    [InlineData("selftest", "noble-edge selftest --seconds 60 --load 0 --json")]
    [InlineData("devices", "noble-edge devices --json")]
    [InlineData("bridge", "noble-edge bridge info /dev/ttyACM0")]
    public void Help_OfACommand_HasExamplesAndExitCodes(string command, string example)
    {
        var (code, output, error) = NobleEdge.Run(command, "--help");
        Assert.Contains(example, output, StringComparison.Ordinal);
        Assert.Contains("Exit codes: 0 done, 1 failed while running, 2 the user's mistake.", output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (code, error));
    }

    [Fact]
    public void NobleEdge_NothingGiven_IsTheHelp()
    {
        var (code, output, _) = NobleEdge.Run();
        Assert.Equal(0, code);
        Assert.All(["run", "render", "forward", "prepare", "inspect", "bench", "selfcheck", "watch", "log", "replay", "command", "node", "selftest", "devices", "bridge"], command => Assert.Contains($"  {command}", output, StringComparison.Ordinal));
    }

    [Fact]
    public void Help_OfRun_NamesEveryKeyOfTheConfiguration()
    {
        var (_, output, _) = NobleEdge.Run("run", "--help");
        Assert.All(RunConfigurationKeys.All, key => Assert.Contains(key.Key, output, StringComparison.Ordinal));
    }
}

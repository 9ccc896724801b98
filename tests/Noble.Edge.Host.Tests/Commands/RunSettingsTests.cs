using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

public sealed class RunSettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Settings_EveryOption_ChangesItsSetting()
    {
        var settings = Settings(
            "--model", "m", "--neurons", "9", "--population", "training", "--seed", "4", "--variability", "0.5", "--current", "-0.02",
            "--duration", "3s", "--threads", "2", "--broker", "embedded:99", "--rig", "r", "--gpio-lines", "6", "--spikes", "s", "--summary", "t",
            "--await-subscribers", "1", "--quiet");
        Assert.Equal(("m", 9, PopulationSource.Training, 4ul, 0.5), (settings.Model, settings.Neurons, settings.Population, settings.Seed, settings.Variability));
        Assert.Equal((-0.02, TimeSpan.FromSeconds(3), 2, 99), (settings.CurrentNanoamperes, settings.Duration, settings.Threads, settings.Broker.Port));
        Assert.Equal(("noble/r/spikes", 6, "s", "t", 1, true), (settings.Topics.Spikes, settings.GpioLines, settings.Spikes, settings.Summary, settings.AwaitSubscribers, settings.Quiet));
    }

    [Fact]
    public void Settings_OptionAndFile_OptionWinsAndTheRestIsTheFiles()
    {
        File.WriteAllText(_folder.File("run.json"), """{ "neurons": 5, "seed": 6, "rig": "file", "quiet": true }""");
        var settings = Settings(_folder.File("run.json"), "--seed", "7");
        Assert.Equal((5, 7ul, "file", true), (settings.Neurons, settings.Seed, settings.Topics.Rig, settings.Quiet));
    }

    [Fact]
    public void Settings_NothingGiven_TheIssuesDefaults()
    {
        var settings = Settings();
        Assert.Equal((64, TimeSpan.FromSeconds(10), PopulationSource.Hull, 1ul), (settings.Neurons, settings.Duration, settings.Population, settings.Seed));
        Assert.Equal((BrokerAddress.Embedded, "noble/bench/spikes"), (settings.Broker, settings.Topics.Spikes));
    }

    private static RunSettings Settings(params string[] arguments) => RunCommand.Settings(RunCommand.Create().Parse(arguments));
}

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
        Assert.Equal((null, TimeSpan.FromSeconds(10), PopulationSource.Drawn, 1ul), (settings.Neurons, settings.Duration, settings.Source, settings.Seed));
        Assert.Equal((64, OutsidePolicy.Warn), (RunSettings.DefaultNeurons, settings.Outside));
        Assert.Equal((BrokerAddress.Embedded, "noble/bench/spikes"), (settings.Broker, settings.Topics.Spikes));
    }

    [Fact]
    public void Settings_LatentsAndInterpolate_AreTheSource()
    {
        Assert.Equal((PopulationSource.Given, "l.csv", OutsidePolicy.Refuse), (Settings("--latents", "l.csv").Source, Settings("--latents", "l.csv").Latents, Settings("--outside", "refuse").Outside));
        Assert.Equal((PopulationSource.Interpolated, 9), (Settings("--interpolate", "a:b:9").Source, Settings("--interpolate", "a:b:9").Interpolate!.Count));
        Assert.Equal(PopulationSource.Drawn, Settings("--population", "hull").Source);
    }

    [Theory]
    [InlineData("--latents l.csv --neurons 3", "--neurons and --latents both given, expected one: the file says how many neurons there are")]
    [InlineData("--interpolate a:b:9 --neurons 3", "--neurons and --interpolate both given, expected one: its last number says how many neurons there are")]
    [InlineData("--interpolate a:b:9 --latents l.csv", "--latents and --interpolate both given, expected one")]
    [InlineData("--interpolate a:b:9 --population training", "--population and --interpolate both given, expected one")]
    public void Settings_TwoSources_AreRefused(string arguments, string expected) =>
        Assert.Equal(expected, Assert.Throws<UserMistakeException>(() => Settings(arguments.Split(' '))).Message);

    [Fact]
    public void Settings_SourceOnTheCommandLine_TakesThePlaceOfTheFiles()
    {
        var path = _folder.File("run.json");
        File.WriteAllText(path, """{ "neurons": 5, "population": "training" }""");
        Assert.Equal((PopulationSource.Interpolated, null), (Settings(path, "--interpolate", "a:b:9").Source, Settings(path, "--interpolate", "a:b:9").Neurons));
        File.WriteAllText(path, """{ "interpolate": "a:b:9" }""");
        Assert.Equal((PopulationSource.Interpolated, PopulationSource.Drawn, PopulationSource.Given), (Settings(path).Source, Settings(path, "--neurons", "7").Source, Settings(path, "--latents", "l").Source));
    }

    private static RunSettings Settings(params string[] arguments) => RunCommand.Settings(RunCommand.Create().Parse(arguments));
}

using Noble.Edge.Tests;

namespace Noble.Edge.Neurons.Tests;

public sealed class HallOfFameSearchTests : IDisposable
{
    private const int Generations = 6;

    private static readonly NeuronCollection Neurons = CellSource.Read("fast-spiking");
    private static readonly SearchSpace Space = SearchBounds.Of(Neurons);
    private static readonly SearchOptions Options = new() { Population = 16, Best = 4 };

    private static readonly StepProtocol Timing = new()
    {
        SettleMilliseconds = 20,
        RestBeforeMilliseconds = 5,
        StepMilliseconds = 25,
        RestAfterMilliseconds = 5,
        SolverStepMilliseconds = 0.05,
    };

    private static readonly SearchTargets Targets = new(
    [
        new("a", 0.3, Timing, [new("Spikecount", 4, 1), new("AP1_width", 0.35, 0.02)]),
        new("b, \"negative\"", -0.05, Timing, [new("voltage_base", -71, 1)]),
    ]);

    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Run_StoppedAndResumed_GivesTheSameFiles()
    {
        Search("whole", threads: 1).Run(Generations);

        Search("parts", threads: 2).Run(Generations, stop: () => true);
        for (var g = 1; g < Generations; g++)
        {
            var asked = 0;
            Search("parts", threads: 1 + (g % 3)).Run(Generations, resume: true, stop: () => asked++ > 0);
        }

        Assert.Equal(Generations, Search("parts").Run(Generations, resume: true).Generation);
        AssertSameFiles("whole", "parts");
    }

    [Fact]
    public void Run_KilledWhileWriting_LosesNothingThatWasDone()
    {
        Search("whole").Run(Generations);
        Search("killed").Run(Generations - 2);

        // As a kill leaves them: half a new checkpoint beside the old one, results of an earlier generation.
        File.WriteAllText(Path.Combine(Folder("killed"), "checkpoint.json.part"), "{ \"generation\": 5, ");
        File.WriteAllText(Path.Combine(Folder("killed"), "history.csv"), "generation");
        File.Delete(Path.Combine(Folder("killed"), "hof_00.json"));
        var first = -1;
        Search("killed").Run(Generations, resume: true, onGeneration: p => first = first < 0 ? p.Generation : first);

        Assert.Equal(Generations - 2, first);
        AssertSameFiles("whole", "killed");
    }

    [Fact]
    public void Run_FewerGenerationsThenMore_GivesTheSameFiles()
    {
        Search("whole").Run(Generations);
        Search("longer").Run(2);
        Search("longer").Run(Generations, resume: true);

        AssertSameFiles("whole", "longer");
    }

    [Fact]
    public void Run_HallOfFame_ScoresAsItsFilesDo()
    {
        var state = Search("run").Run(3);

        var sets = Enumerable.Range(0, 4)
            .Select(i => AllActiveParameters.Read("again", Neurons.Cell.Sections, Path.Combine(Folder("run"), $"hof_{i:D2}.json")).ParameterSets[0])
            .ToArray();
        Assert.Equal(["hof_00", "hof_01", "hof_02", "hof_03"], sets.Select(s => s.Name));
        Assert.Equal(state.HallOfFame.Select(i => i.Scores), new FeatureScores(Space, Targets).Evaluate(sets));
        var lines = File.ReadAllLines(Path.Combine(Folder("run"), "scores.csv"));
        Assert.Equal("individual,generation,sum,worst,a.Spikecount,a.AP1_width,\"b, \"\"negative\"\".voltage_base\"", lines[0]);
        Assert.Equal(5, lines.Length);
        Assert.StartsWith("hof_00,", lines[1], StringComparison.Ordinal);
        Assert.Equal(1 + 4, File.ReadAllLines(Path.Combine(Folder("run"), "history.csv")).Length);
    }

    [Fact]
    public void Run_StopWithin_StopsAtTheFirstThatIs()
    {
        var wide = new SearchTargets([.. Targets.Protocols.Select(p => p with { Targets = [.. p.Targets.Select(t => t with { Spread = 100 })] })]);

        var state = new HallOfFameSearch(Space, wide, Options, Folder("wide")).Run(Generations, stopWithin: 1);

        Assert.Equal(0, state.Generation);
    }

    [Fact]
    public void Run_FolderWithASearch_IsNotOverwritten()
    {
        Search("run").Run(0);

        var error = Assert.Throws<SearchFileException>(() => Search("run").Run(0));

        Assert.Contains("holds a search already; continue it with --resume", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ResumeWithoutASearch_IsRefused()
    {
        var error = Assert.Throws<SearchFileException>(() => Search("none").Run(1, resume: true));

        Assert.Contains("no search to continue", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder("none")));
    }

    [Fact]
    public void Run_ResumeWithOtherOptions_NamesTheDifference()
    {
        Search("run").Run(0);
        var narrow = new SearchSpace(Neurons.Cell, [new(["soma.cm"], 0.5, 2)]);
        var other = new SearchTargets([Targets.Protocols[0]]);

        AssertRefused("seed 1, not 3", new HallOfFameSearch(Space, Targets, Options with { Seed = 3 }, Folder("run")));
        AssertRefused("population 16, not 8", new HallOfFameSearch(Space, Targets, Options with { Population = 8 }, Folder("run")));
        AssertRefused("best 4, not 2", new HallOfFameSearch(Space, Targets, Options with { Best = 2 }, Folder("run")));
        AssertRefused("other bounds", new HallOfFameSearch(narrow, Targets, Options, Folder("run")));
        AssertRefused("other targets", new HallOfFameSearch(Space, other, Options, Folder("run")));
    }

    [Theory]
    [InlineData("{ \"generation\": 0, ", "not JSON")]
    [InlineData("{ }", "no 'generation'")]
    [InlineData("{ \"generation\": \"many\" }", "not a checkpoint")]
    public void Run_DamagedCheckpoint_IsNamed(string content, string expected)
    {
        Search("run").Run(0);
        File.WriteAllText(Path.Combine(Folder("run"), "checkpoint.json"), content);

        var error = Assert.Throws<SearchFileException>(() => Search("run").Run(1, resume: true));

        Assert.Contains("checkpoint.json", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_FolderThatCannotBe_IsNamed()
    {
        File.WriteAllText(_temporary.File("file"), "");

        Assert.Contains("file", Assert.Throws<SearchFileException>(() => Search(Path.Combine("file", "run")).Run(0)).Message, StringComparison.Ordinal);
    }

    private static void AssertRefused(string expected, HallOfFameSearch search)
    {
        var error = Assert.Throws<SearchFileException>(() => search.Run(1, resume: true));
        Assert.Contains($"the search began with {expected}", error.Message, StringComparison.Ordinal);
    }

    private HallOfFameSearch Search(string name, int threads = 0) => new(Space, Targets, Options, Folder(name), maxThreads: threads);

    private string Folder(string name) => _temporary.File(name);

    private void AssertSameFiles(string expected, string actual)
    {
        var files = Directory.GetFiles(Folder(expected)).Select(f => Path.GetFileName(f)).Order().ToArray();
        Assert.Equal(["checkpoint.json", "history.csv", "hof_00.json", "hof_01.json", "hof_02.json", "hof_03.json", "scores.csv", "search.json"], files);
        Assert.Equal(files, Directory.GetFiles(Folder(actual)).Select(f => Path.GetFileName(f)).Order());
        foreach (var file in files)
        {
            Assert.Equal(File.ReadAllText(Path.Combine(Folder(expected), file)), File.ReadAllText(Path.Combine(Folder(actual), file)));
        }
    }
}

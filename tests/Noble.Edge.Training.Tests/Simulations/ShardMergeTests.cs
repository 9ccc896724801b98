using Noble.Edge.Neurons;
using Noble.Edge.Tests;

namespace Noble.Edge.Training.Tests;

public sealed class ShardMergeTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Run_AllShards_GiveTheUnshardedBytes(int count)
    {
        var job = SmallJobs.Sampled(19);
        SmallJobs.Run(job, _temporary.File("whole"));

        Assert.Equal(19, Merge(_temporary.File("merged"), [.. Shards(job, count).Reverse()]));

        Folders.AssertSame(_temporary.File("whole"), _temporary.File("merged"));
    }

    [Fact]
    public void Run_SurveyedShards_GiveOneDataSet()
    {
        var job = SmallJobs.Sampled(11) with { Surveyed = [.. Enumerable.Range(0, 36).Select(n => new DataSetNeuron { Name = $"fs-{n:D2}", Features = new() { ["rheobase"] = n } })] };
        SmallJobs.Run(job, _temporary.File("whole"));

        Merge(_temporary.File("merged"), Shards(job, 3));

        Folders.AssertSame(_temporary.File("whole"), _temporary.File("merged"));
        var data = DataSet.Load(_temporary.File("merged"));
        Assert.Equal(11, data.Manifest.Traces.Length);
        Assert.Equal(((StepStimulus)job.Plan.Trace(7).Stimulus).AmplitudeNanoamperes, data.Manifest.Traces[7].CurrentNanoamperes);
        Assert.Equal((-0.11, 0.28), (data.Manifest.CurrentRange.MinimumNanoamperes, data.Manifest.CurrentRange.MaximumNanoamperes));
    }

    [Fact]
    public void Run_ShardMissingDoubleUnfinishedOrForeign_NamesIt()
    {
        var shards = Shards(SmallJobs.Sampled(9), 3);
        var foreign = _temporary.File("foreign");
        SmallJobs.Run(SmallJobs.Sampled(10) with { Shard = new Shard(2, 3), IsSharded = true }, foreign);
        var whole = _temporary.File("whole");
        SmallJobs.Run(SmallJobs.Sampled(9), whole);

        AssertRefused("shards are missing: 1/3", shards[0], shards[2]);
        AssertRefused("shard 1/3 is there twice", shards[0], shards[1], shards[1], shards[2]);
        AssertRefused("are of different simulations: plan.count is 9 there, 10 here", shards[0], shards[1], foreign);
        AssertRefused("was simulated without --shard", shards[0], whole);
        AssertRefused("has no manifest.json", shards[0], _temporary.FullName);
        File.Move(Path.Combine(shards[1], "manifest.json"), Path.Combine(shards[1], "manifest.json.part"));
        AssertRefused("is not finished", shards);
    }

    [Fact]
    public void Run_TwoShardsIntoOneFolder_IsRefused()
    {
        var job = SmallJobs.Sampled(9) with { Shard = new Shard(0, 3), IsSharded = true };
        SmallJobs.Run(job, _temporary.FullName);

        var error = Assert.Throws<DataSetException>(() => SmallJobs.Run(job with { Shard = new Shard(1, 3) }, _temporary.FullName));

        Assert.Contains("holds another shard of this simulation; expected a folder for each shard", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, 3)]
    [InlineData(2, 5)]
    [InlineData(75_600, 7)]
    public void Of_AllShards_CoverEveryTraceOnce(int all, int count)
    {
        var next = 0;
        for (var i = 0; i < count; i++)
        {
            var (first, traces) = new Shard(i, count).Of(all);
            Assert.Equal(next, first);
            next += traces;
        }

        Assert.Equal(all, next);
    }

    [Theory]
    [InlineData("3/3")]
    [InlineData("-1/3")]
    [InlineData("0/0")]
    [InlineData("1")]
    [InlineData("a/b")]
    public void Parse_NotAShard_GivesNull(string text) => Assert.Null(Shard.Parse(text));

    private string[] Shards(SimulationJob job, int count) =>
        [.. Enumerable.Range(0, count).Select(i =>
        {
            var folder = _temporary.File($"shard-{i}");
            SmallJobs.Run(job with { Shard = new Shard(i, count), IsSharded = true }, folder);
            return folder;
        })];

    private void AssertRefused(string expected, params string[] shards)
    {
        var error = Assert.Throws<DataSetException>(() => Merge(_temporary.File("refused"), shards));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static int Merge(string output, string[] shards) => ShardMerge.Run(shards, output, (_, _) => { }, default);
}

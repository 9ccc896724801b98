using Noble.Edge.Tests;

namespace Noble.Edge.Rig.Tests;

public sealed class RigLogTests : IDisposable
{
    private const long Millisecond = 1_000_000;

    private readonly TemporaryFolder _folder = new();
    private readonly MemoryDisk _disk = new();
    private readonly ManualClock _clock = new();
    private readonly List<string> _notices = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Complete_RecordsOfAThread_AreAllInTheFileInOrder()
    {
        var path = _folder.File("run.nobl");
        using var log = new RigLog(new RigLogOptions { Path = path, FlushInterval = TimeSpan.FromMilliseconds(2), RingCapacity = 1 << 20 });
        log.Begin(LogSamples.Configuration);
        for (var n = 0; n < 200_000; n++)
        {
            log.Record(LogSamples.Record(n));
        }

        log.Note(7, "half ✓");
        var report = log.Complete();

        Assert.Equal((200_000L, 0L, 0L, true, 1), (report.Records, report.Lost, report.Unwritten, report.IsWhole, report.Files));
        Assert.Equal(new FileInfo(path).Length, report.Bytes);
        using var reader = RigLogReader.Open(path);
        Assert.Equal(Enumerable.Range(0, 200_000).Select(LogSamples.Record), LogSamples.ReadAll(reader));
        Assert.Equal((RigLogEnding.Ended, 0L), (reader.Ending, reader.DamageCount));
        Assert.Equal([new RigLogNote(7, "half ✓")], reader.Notes);
        Assert.Equal(RigLogReader.Records(path).Count(), RigLogReader.Records(path).Count(record => record.Value <= 0));
    }

    [Fact]
    public void Pump_FlushInterval_DecidesWhenABlockIsWritten()
    {
        using var log = Log(new RigLogOptions { Path = "a.nobl", FlushInterval = TimeSpan.FromMilliseconds(30), BlockBytes = 4_800 });
        log.Record(LogSamples.Record(0));
        Step(log, 0);
        Step(log, 29);
        Assert.Equal(0, log.Report().Records);
        Step(log, 1);
        Assert.Equal((1L, 2L), (log.Report().Records, log.Report().Blocks));

        // A full block does not wait.
        for (var n = 0; n < 250; n++)
        {
            log.Record(LogSamples.Record(n));
        }

        Step(log, 0);
        Assert.Equal((201L, 3L), (log.Report().Records, log.Report().Blocks));
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(50, 2)]
    [InlineData(-1, 0)]
    public void Pump_SyncInterval_DecidesWhenTheDiskIsForced(int milliseconds, int expected)
    {
        var options = new RigLogOptions { Path = "a.nobl", FlushInterval = TimeSpan.FromMilliseconds(1), SyncInterval = milliseconds < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(milliseconds) };
        using var log = Log(options);
        Step(log, 0);
        var before = _disk.Syncs;
        for (var n = 0; n < 10; n++)
        {
            log.Record(LogSamples.Record(n));
            Step(log, 5);
            Step(log, 5);
        }

        Assert.Equal(expected, _disk.Syncs - before);
        log.Complete();
        Assert.True(_disk.Syncs > before + expected);
    }

    [Fact]
    public void Record_Overload_CountsWhatIsLostAndTheCountsAddUp()
    {
        using var log = Log(new RigLogOptions { Path = "a.nobl", RingCapacity = 256, BlockBytes = 4_096 });
        var random = new Random(3);
        var asked = 0;
        for (var round = 0; round < 200; round++)
        {
            for (var burst = random.Next(600); burst > 0; burst--)
            {
                log.Record(new RigRecord(asked, RigRecordKind.Spike, 0, 0, asked, 0));
                asked++;
            }

            Step(log, 60);
        }

        for (var burst = 0; burst < 500; burst++)
        {
            log.Record(new RigRecord(asked, RigRecordKind.Spike, 0, 0, asked, 0));
            asked++;
        }

        var report = log.Complete();

        using var reader = _disk.Open("a.nobl");
        var records = LogSamples.ReadAll(reader);
        Assert.True(report.Lost > 10_000);
        Assert.Equal((report.Lost, 0L, RigLogEnding.Ended), (reader.Lost, reader.DamageCount, reader.Ending));
        Assert.Equal(asked, reader.Count(RigRecordKind.Spike) + report.Lost);

        // Each gap in the numbers is as long as the record at it says.
        var expected = 0;
        foreach (var record in records)
        {
            expected += record.Kind == RigRecordKind.Lost ? (int)record.Value : 1;
            Assert.True(record.Kind == RigRecordKind.Lost || record.Channel == expected - 1);
        }

        Assert.Equal(asked, expected);
    }

    [Fact]
    public void Record_AllocatesNothing()
    {
        using var log = Log(new RigLogOptions { Path = "a.nobl", RingCapacity = 1_024 });
        AllocationAssert.AllocatesNothing(() =>
        {
            for (var n = 0; n < 2_000; n++)
            {
                log.Record(LogSamples.Record(n));
            }
        });
        Assert.True(log.Lost > 900);
    }

    [Fact]
    public void Pump_DiskFull_KeepsTheFileReadableGoesOnLaterAndSaysSoOnce()
    {
        using var log = Log(new RigLogOptions { Path = "a.nobl", FlushInterval = TimeSpan.FromMilliseconds(1), RingCapacity = 1 << 16 });
        var n = 0;
        void Add(int count)
        {
            for (; count > 0; count--)
            {
                log.Record(LogSamples.Record(n++));
            }
        }

        Add(100);
        Step(log, 2);
        Step(log, 2);
        _disk.Free = 1_000;
        for (var i = 0; i < 200; i++)
        {
            Add(20);
            Step(log, 20);
        }

        // Tried again with longer and longer pauses, not at every turn; half of a block is nowhere.
        Assert.InRange(_disk.Refused, 4, 10);
        Assert.Single(_notices);
        Assert.Contains("no space left on device", _notices[0], StringComparison.Ordinal);
        using (var full = _disk.Open("a.nobl"))
        {
            Assert.Equal(Enumerable.Range(0, (int)log.Report().Records).Select(LogSamples.Record), LogSamples.ReadAll(full));
            Assert.Equal((0L, 0L), (full.TornBytes, full.DamageCount));
        }

        _disk.Free = long.MaxValue;
        Step(log, 10_000);
        Step(log, 2);
        Add(5);
        var report = log.Complete();
        using var reader = _disk.Open("a.nobl");
        Assert.Equal(Enumerable.Range(0, n).Select(LogSamples.Record), LogSamples.ReadAll(reader));
        Assert.Equal((RigLogEnding.Ended, 0L, 0L), (reader.Ending, report.Lost, report.Unwritten));
        Assert.Equal(_disk.Refused, report.Errors);
        Assert.Single(_notices);
    }

    [Fact]
    public void Complete_DiskStaysFull_GivesUpAfterItsPatienceAndCountsTheRest()
    {
        using var log = Log(new RigLogOptions { Path = "a.nobl", Patience = TimeSpan.FromSeconds(2) });
        Step(log, 0);
        _disk.Free = 0;
        for (var n = 0; n < 10; n++)
        {
            log.Record(LogSamples.Record(n));
        }

        var report = log.Complete();

        Assert.Equal((10L, 0L, false), (report.Unwritten, report.Records, report.IsWhole));
        Assert.Equal(2_000 * Millisecond, _clock.NowNanoseconds);
        using var reader = _disk.Open("a.nobl");
        Assert.Empty(LogSamples.ReadAll(reader));
        Assert.Equal((RigLogEnding.CutOff, 0L), (reader.Ending, reader.TornBytes));
    }

    [Fact]
    public void Pump_SyncFails_IsCountedAndSaid()
    {
        using var log = Log(new RigLogOptions { Path = "a.nobl", SyncInterval = TimeSpan.Zero });
        _disk.SyncFails = true;
        Step(log, 0);
        log.Record(LogSamples.Record(0));
        var report = log.Complete();
        Assert.True(report.Errors >= 2);
        Assert.Equal("input/output error", report.FirstError);
        Assert.Single(_notices);
        Assert.Equal((1L, true), (report.Records, report.HasEnded));
    }

    [Fact]
    public void RigLog_RollBytes_MakesAChainThatIsReadAsOne()
    {
        var path = _folder.File("run.nobl");
        using (var log = new RigLog(new RigLogOptions { Path = path, RollBytes = 65_536, BlockBytes = 4_096, FlushInterval = TimeSpan.FromMilliseconds(1) }))
        {
            log.Begin(LogSamples.Configuration);
            for (var n = 0; n < 10_000; n++)
            {
                log.Record(LogSamples.Record(n));
            }

            var report = log.Complete();
            Assert.Equal(Directory.GetFiles(_folder.FullName).Length, report.Files);
            Assert.InRange(report.Files, 4, 5);
        }

        using var reader = RigLogReader.Open(path);
        Assert.Equal(Enumerable.Range(0, 10_000).Select(LogSamples.Record), LogSamples.ReadAll(reader));
        Assert.Equal((RigLogEnding.Ended, 0L), (reader.Ending, reader.DamageCount));
        Assert.Equal(["run.nobl", "run-0001.nobl", "run-0002.nobl", "run-0003.nobl"], reader.Files);

        // Each file by itself says where it comes from and what it was made with.
        using var third = RigLogReader.Open(_folder.File("run-0002.nobl"));
        Assert.Equal("run-0001.nobl", third.Configuration!.Predecessor);
        Assert.Equal("fast-spiking", third.Configuration.Model);
        Assert.True(LogSamples.ReadAll(third) is [{ TimeNanoseconds: > 5_000 * Millisecond }, .., { TimeNanoseconds: 9_999 * Millisecond }]);

        // One that is gone is missed, whichever it is.
        File.Delete(_folder.File("run-0003.nobl"));
        using var cut = RigLogReader.Open(path);
        LogSamples.ReadAll(cut);
        Assert.Equal(RigLogEnding.SuccessorMissing, cut.Ending);
    }

    [Fact]
    public void RigLog_RollInterval_BeginsANewFile()
    {
        using var log = Log(new RigLogOptions { Path = "a.nobl", RollInterval = TimeSpan.FromSeconds(10) });
        for (var second = 0; second < 35; second++)
        {
            log.Record(LogSamples.Record(second));
            Step(log, 1_000);
        }

        Assert.Equal(4, log.Complete().Files);
        Assert.Equal(["a.nobl", "a-0001.nobl", "a-0002.nobl", "a-0003.nobl"], _disk.Files.Keys);
    }

    [Fact]
    public void RigLog_RollOverThatFails_GoesOnInTheSameFile()
    {
        using var log = Log(new RigLogOptions { Path = "a.nobl", RollInterval = TimeSpan.FromSeconds(10), FlushInterval = TimeSpan.FromMilliseconds(1) });
        Step(log, 0);
        _disk.Create("a-0001.nobl");
        for (var second = 0; second < 20; second++)
        {
            log.Record(LogSamples.Record(second));
            Step(log, 1_000);
        }

        _disk.Delete("a-0001.nobl");
        for (var second = 20; second < 30; second++)
        {
            log.Record(LogSamples.Record(second));
            Step(log, 1_000);
        }

        Assert.Equal((2, 30L), (log.Complete().Files, log.Report().Records));
        using var first = _disk.Open("a.nobl");
        using var second2 = _disk.Open("a-0001.nobl");
        Assert.Equal(Enumerable.Range(0, 30).Select(LogSamples.Record), LogSamples.ReadAll(first).Concat(LogSamples.ReadAll(second2)));
        Assert.Equal((0L, 0L), (first.DamageCount, second2.DamageCount));
        Assert.Single(_notices);
    }

    [Theory]
    [InlineData("run.nobl")]
    [InlineData("run-0001.nobl")]
    public void RigLog_RecordingThatExists_IsNeverOverwritten(string name)
    {
        File.WriteAllText(_folder.File(name), "x");
        var error = Assert.Throws<RigLogException>(() => new RigLog(new RigLogOptions { Path = _folder.File("run.nobl") }));
        Assert.Equal($"recording '{_folder.File(name)}': exists already, expected a name that is new", error.Message);
        Assert.Equal("x", File.ReadAllText(_folder.File(name)));
    }

    [Fact]
    public void RigLog_NoSuchFolder_ThrowsAtOnce() =>
        Assert.Throws<DirectoryNotFoundException>(() => new RigLog(new RigLogOptions { Path = "/no-such-folder/x.nobl" }));

    [Fact]
    public void Begin_LargeConfiguration_IsSplitOverBlocksAndReadAsOne()
    {
        using var log = new RigLog(new RigLogOptions { Path = "a.nobl", BlockBytes = 4_096 }, null, _clock, _disk, hasThread: false);
        var names = Enumerable.Range(0, 5_000).Select(i => $"réponse {i}").ToArray();
        log.Begin(LogSamples.Configuration with { Responses = names });
        log.Record(LogSamples.Record(1));
        log.Complete();
        using var reader = _disk.Open("a.nobl");
        Assert.Equal(names, reader.Configuration!.Responses);
        Assert.Single(LogSamples.ReadAll(reader));
        Assert.Throws<RigLogException>(() => log.Begin(LogSamples.Configuration with { Model = new string('x', 17 << 20) }));
    }

    [Fact]
    public void Options_OutOfRange_AreNamed()
    {
        Assert.Equal("recording block 100 bytes: expected 4096 to 1048576", Assert.Throws<ArgumentOutOfRangeException>(() => new RigLogOptions { Path = "", BlockBytes = 100 }).Message);
        Assert.Equal("recording flush interval 0 ms: expected 1 to 10000 ms", Assert.Throws<ArgumentOutOfRangeException>(() => new RigLogOptions { Path = "", FlushInterval = TimeSpan.Zero }).Message);
        Assert.Equal("recording sync interval 0.5 ms: expected 1 to 600000 ms", Assert.Throws<ArgumentOutOfRangeException>(() => new RigLogOptions { Path = "", SyncInterval = TimeSpan.FromMilliseconds(0.5) }).Message);
        Assert.Equal("recording file size 1 bytes: expected 65536 to 1099511627776", Assert.Throws<ArgumentOutOfRangeException>(() => new RigLogOptions { Path = "", RollBytes = 1 }).Message);
        Assert.Equal("recording ring capacity 3: expected 256 to 16777216", Assert.Throws<ArgumentOutOfRangeException>(() => new RigLogOptions { Path = "", RingCapacity = 3 }).Message);
    }

    private RigLog Log(RigLogOptions options)
    {
        var log = new RigLog(options, _notices.Add, _clock, _disk, hasThread: false);
        log.Begin(LogSamples.Configuration);
        return log;
    }

    private void Step(RigLog log, int milliseconds)
    {
        _clock.Advance(milliseconds * Millisecond);
        log.Pump();
    }
}

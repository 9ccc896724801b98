using System.Text.Json;
using Noble.Edge.Rig;
using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

public sealed class LogCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public LogCommandTests()
    {
        _path = _folder.File("run.nobl");
        using var log = new RigLog(new RigLogOptions { Path = _path });
        log.Begin(new RigLogConfiguration
        {
            StartUtc = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Program = "noble-edge 0.1.0",
            Model = "fast-spiking",
            ModelHash = "abc",
            Engine = "vector",
            Seeds = new Dictionary<string, ulong> { ["population"] = 7 },
            Configuration = JsonDocument.Parse("""{"neurons":4}""").RootElement,
            InputPorts = ["dish"],
            StimulusPorts = ["dish"],
            Controllers = ["rate-clamp"],
            Responses = [],
        });
        log.Record(new RigRecord(1_000_001, RigRecordKind.Spike, 0, 0, 3, 0));
        log.Record(new RigRecord(2_000_000, RigRecordKind.Input, (byte)InputKind.Command, 0, (int)RigCommand.Target, 12.5));
        log.Record(new RigRecord(2_500_000, RigRecordKind.Stimulus, 0, 0, 1, 0.1));
        log.Record(new RigRecord(2_500_000, RigRecordKind.Limit, (byte)LimitKind.Slew, 0, 1, 0.7));
        log.Record(new RigRecord(3_000_000, RigRecordKind.Spike, 1, 0, 2, 0));
        log.Record(new RigRecord(4_000_000_000, RigRecordKind.SafeState, (byte)SafeStateCause.HostWatchdog, 0, 0, 0));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Log_NothingElseGiven_IsTheSummary()
    {
        var (code, output, error) = NobleEdge.Run("log", _path);
        Assert.Equal("""
            files       run.nobl; 3 blocks
            started     2026-01-02 03:04:05.000 UTC
            program     noble-edge 0.1.0; engine vector
            model       fast-spiking, abc
            seeds       population 7
            inputs      0 dish
            stimuli     0 dish
            control     0 rate-clamp
            duration    4.000000 s to the last record
            spike       2 records
            input       1 records
            stimulus    1 records
            limit       1 records
            safe-state  1 records
            losses      none
            ended       in order

            """, output);
        Assert.Equal((0, ""), (code, error));
    }

    [Theory]
    [InlineData("--kind spikes", "spike population neuron 3|spike response neuron 2")]
    [InlineData("--kind limits,stimuli", "stimulus port 0 channel 1 0.1 nA|limit slew port 0 channel 1 asked 0.7 nA")]
    [InlineData("--kind all --from 3ms", "spike response neuron 2|safe-state host-watchdog")]
    [InlineData("--to 2500us --kind inputs", null)]
    [InlineData("--to 2.5ms --kind inputs", "input command port 0 Target 12.5")]
    [InlineData("--channel 2", "spike response neuron 2")]
    public void Log_Filters_PrintTheirRecords(string arguments, string? expected)
    {
        var (code, output, error) = NobleEdge.Run(["log", _path, .. arguments.Split(' ')]);
        if (expected is null)
        {
            Assert.Equal((2, "noble-edge: error: duration '2500us': expected a number above 0 with its unit, as in 500ms, 10s, 5min, 1h, or forever\n"), (code, error));
            return;
        }

        Assert.Equal(expected, string.Join('|', output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[18..])));
        Assert.Equal((0, ""), (code, error));
    }

    [Fact]
    public void Log_Csv_IsExact()
    {
        var (csv, spikes) = (_folder.File("r.csv"), _folder.File("s.csv"));
        Assert.Equal(0, NobleEdge.Run("log", _path, "--csv", csv, "--spikes", spikes).ExitCode);
        Assert.Equal("""
            time_ms,kind,detail,source,channel,value
            1.000001,spike,population,0,3,0
            2.000000,input,command,0,5,12.5
            2.500000,stimulus,,0,1,0.1
            2.500000,limit,slew,0,1,0.7
            3.000000,spike,response,0,2,0
            4000.000000,safe-state,host-watchdog,0,0,0

            """, File.ReadAllText(csv));
        Assert.Equal("neuron,time_ms\n3,1.000001\n2,3.000000\n", File.ReadAllText(spikes));
        Assert.Equal(File.ReadAllText(csv), NobleEdge.Run("log", _path, "--csv", "-").Output);
    }

    [Fact]
    public void Log_Config_IsTheRecordedJson()
    {
        var (code, output, _) = NobleEdge.Run("log", _path, "--config");
        using var json = JsonDocument.Parse(output);
        Assert.Equal((0, 4), (code, json.RootElement.GetProperty("configuration").GetProperty("neurons").GetInt32()));
    }

    [Fact]
    public void Log_TornAndDamaged_SaysSoAndReadsTheRest()
    {
        var bytes = File.ReadAllBytes(_path);
        File.WriteAllBytes(_path, bytes[..^3]);
        var (code, output, error) = NobleEdge.Run("log", _path);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("ended       no end: the recorder was cut off, or still runs; the last 97 bytes are not a whole block\n", output, StringComparison.Ordinal);

        bytes[100] ^= 1;
        File.WriteAllBytes(_path, bytes);
        (code, output, error) = NobleEdge.Run("log", _path);
        Assert.Equal(1, code);
        Assert.Contains("damaged     run.nobl: at byte 32: ", output, StringComparison.Ordinal);
        Assert.Contains("made with   unknown: no configuration that can be read\n", output, StringComparison.Ordinal);
        Assert.Contains("spike       2 records\n", output, StringComparison.Ordinal);
        Assert.StartsWith($"noble-edge: error: {_path}: 1 place(s) of the recording are damaged; everything else was read", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Log_OutputSharedWithOthers_StandsBetweenTheirs()
    {
        var (program, shared) = (Path.Combine(AppContext.BaseDirectory, "noble-edge"), _folder.File("shared.txt"));
        Assert.Equal(0, Shell($"(echo before; '{program}' log '{_path}' --kind responses,limits; echo after) > '{shared}'"));
        Assert.Equal("before\n        2.500000  limit slew port 0 channel 1 asked 0.7 nA\nafter\n", File.ReadAllText(shared));
    }

    [Fact]
    public void Log_ReaderThatHasSeenEnough_EndsItQuietly()
    {
        var lengthy = _folder.File("long.nobl");
        using (var log = new RigLog(new RigLogOptions { Path = lengthy }))
        {
            for (var n = 0; n < 100_000; n++)
            {
                log.Record(new RigRecord(n, RigRecordKind.Spike, 0, 0, n, 0));
            }

            log.Begin(RigLogReader.Open(_path).Configuration!);
        }

        var (program, error) = (Path.Combine(AppContext.BaseDirectory, "noble-edge"), _folder.File("error.txt"));
        Assert.Equal(0, Shell($"('{program}' log '{lengthy}' --kind all 2> '{error}'; echo $? >> '{error}') | head -n 1 > /dev/null"));
        Assert.Equal("0\n", File.ReadAllText(error));
    }

    private static int Shell(string command)
    {
        using var process = System.Diagnostics.Process.Start("sh", ["-c", command]);
        process.WaitForExit();
        return process.ExitCode;
    }

    [Fact]
    public void Log_Mistakes_AreOneLine()
    {
        NobleEdge.AssertMistake("/no-such-folder/x.nobl: no such file, expected a recording NAME.nobl", "log", "/no-such-folder/x.nobl");
        NobleEdge.AssertMistake("--kind 'spike': expected some of spikes, inputs, stimuli, limits, responses, safe-states, losses, or all", "log", _path, "--kind", "spike");
        NobleEdge.AssertMistake("--from 3s --to 2s: expected a time that is before the other", "log", _path, "--from", "3s", "--to", "2s");
        NobleEdge.AssertMistake($"--csv '{_path}': has the name of a recording, expected a CSV file", "log", _path, "--csv", _path);
        var other = _folder.File("other.csv");
        File.WriteAllText(other, "neuron,time_ms\n");
        NobleEdge.AssertMistake($"{other}: is no recording, expected NAME.nobl", "log", other);
    }
}

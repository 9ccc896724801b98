using System.Text.Json;

namespace Noble.Edge.Rig.Tests;

/// <summary>Recordings for tests.</summary>
internal static class LogSamples
{
    internal static RigLogConfiguration Configuration { get; } = new()
    {
        StartUtc = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Program = "noble-edge 0.1.0",
        Model = "fast-spiking",
        ModelHash = "abc",
        Engine = "scalar",
        Seeds = new Dictionary<string, ulong> { ["population"] = ulong.MaxValue },
        Configuration = JsonDocument.Parse("""{"neurons":4}""").RootElement,
        InputPorts = ["virtual"],
        StimulusPorts = ["virtual"],
        Controllers = ["rate-clamp"],
        Responses = [],
    };

    /// <summary>Record n of a recording: every kind in turn, every field with something in it.</summary>
    internal static RigRecord Record(int n) => new(n * 1_000_000L, (RigRecordKind)(1 + (n % 6)), (byte)(1 + (n % 4)), (ushort)(65_535 - n), n * 7, n * -0.1);

    /// <summary>A whole file of small blocks: so many records a block, a note after the first.</summary>
    internal static byte[] File(int blocks, int recordsPerBlock)
    {
        var disk = new MemoryDisk();
        using (var writer = new RigLogWriter(new RigLogOptions { Path = "s.nobl", BlockBytes = 4_096 }, disk, 0x0123456789ABCDEF, 0, null))
        {
            Assert.True(writer.TryBegin(Configuration));
            for (var block = 0; block < blocks; block++)
            {
                Assert.True(writer.TryWriteRecords(Enumerable.Range(block * recordsPerBlock, recordsPerBlock).Select(Record).ToArray()));
                Assert.True(block != 0 || writer.TryWriteNote(5, "first"));
            }

            Assert.True(writer.TryEnd());
        }

        return disk.Files["s.nobl"].ToArray();
    }

    internal static RigLogReader Open(byte[] file) => RigLogReader.Open("s.nobl", follow: false, _ => new MemoryStream(file, writable: false));

    internal static List<RigRecord> ReadAll(RigLogReader reader)
    {
        var records = new List<RigRecord>();
        while (reader.TryRead(out var record))
        {
            records.Add(record);
        }

        return records;
    }
}

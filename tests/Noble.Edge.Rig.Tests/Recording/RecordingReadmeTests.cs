using System.Runtime.CompilerServices;

namespace Noble.Edge.Rig.Tests;

/// <summary>The file in Recording/README.md, which was not made by this code.</summary>
public class RecordingReadmeTests
{
    private static readonly RigRecord[] Records =
    [
        new(20_062_500, RigRecordKind.Spike, 0, 0, 17, 0),
        new(20_100_041, RigRecordKind.Stimulus, 0, 1, 2, -0.25),
    ];

    [Fact]
    public void Readme_File_IsReadAsItSays()
    {
        using var reader = LogSamples.Open(Vector());
        Assert.Equal(Records, LogSamples.ReadAll(reader));
        Assert.Equal((RigLogEnding.Ended, 0L, 2L), (reader.Ending, reader.DamageCount, reader.Blocks));
    }

    [Fact]
    public void Readme_File_IsWhatTheWriterWrites()
    {
        var disk = new MemoryDisk();
        using var writer = new RigLogWriter(new RigLogOptions { Path = "v.nobl" }, disk, 0x0123456789ABCDEF, 0, null);
        Assert.True(writer.TryWriteRecords(Records) && writer.TryEnd());
        Assert.Equal(Vector(), disk.Files["v.nobl"].ToArray());
    }

    private static byte[] Vector([CallerFilePath] string here = "")
    {
        var readme = Path.Combine(Path.GetDirectoryName(here)!, "../../../runtime/Noble.Edge.Rig/Recording/README.md");
        var lines = File.ReadLines(readme).Where(line => line.Length is > 4 and <= 51 && line.StartsWith("    ", StringComparison.Ordinal) && line[4..].Split(' ').All(text => text.Length == 2));
        return Convert.FromHexString(string.Concat(lines).Replace(" ", "", StringComparison.Ordinal));
    }
}

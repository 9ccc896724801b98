using System.Buffers.Binary;
using System.Text;

namespace Noble.Edge.Spikes.Tests;

public sealed class AedatFileTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"spikes-{Guid.NewGuid():N}.aedat");

    public static TheoryData<AedatVersion, AedatCompression> Forms => new()
    {
        { AedatVersion.Aedat31, AedatCompression.None },
        { AedatVersion.Aedat4, AedatCompression.None },
        { AedatVersion.Aedat4, AedatCompression.Lz4 },
    };

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Aedat31_OneSpike_ItsBytes()
    {
        using var file = new MemoryStream();
        new Aedat31Writer(file, "slice 1", Start).Write([new SpikeEvent(1_999, 0x2345)]);
        var header = "#!AER-DAT3.1\r\n#Format: RAW\r\n#Source 0: slice 1\r\n#Start-Time: 2026-03-04 05:06:07 (TZ+0000)\r\n#!END-HEADER\r\n";
        Assert.Equal(header, Encoding.ASCII.GetString(file.ToArray().AsSpan(0, header.Length)));
        Assert.Equal(
            "0c00" + "0000" + "08000000" + "04000000" + "00000000" + "01000000" + "01000000" + "01000000" + "01503402" + "01000000",
            Convert.ToHexStringLower(file.ToArray().AsSpan(header.Length)));
    }

    [Theory]
    [InlineData(0, 0x0000_0001u)]
    [InlineData(1, 0x0000_1001u)]
    [InlineData(0xFFFFF, 0xFFFF_F001u)]
    [InlineData(1 << 20, 0x0000_0003u)]
    [InlineData(1 << 25, 0x0000_0041u)]
    [InlineData(int.MaxValue, uint.MaxValue)]
    public void Aedat31Address_Neuron_ItsWordAndBack(int neuron, uint word)
    {
        Assert.Equal(word, Aedat31Address.ToWord(neuron));
        Assert.True(Aedat31Address.TryToNeuron(word, out var read));
        Assert.Equal(neuron, read);
        Assert.False(Aedat31Address.TryToNeuron(word & ~1u, out _));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Reader_WrittenFile_TheSameSpikes(AedatVersion version, AedatCompression compression)
    {
        var spikes = Spikes(5000);
        var file = Write(version, compression, spikes);
        Assert.Equal(spikes, Read(file, out var reader));
        Assert.Equal((version, 0L, 0L), (reader.Version, reader.PacketsSkipped, reader.EventsSkipped));
    }

    [Fact]
    public void Aedat31_ClockOverflows_TimesGoOn()
    {
        // The format's clock has 31 bits of microseconds.
        var at = (1L << 31) * 1000;
        SpikeEvent[] spikes = [new(at - 1000, 1), new(at, 2), new(3 * at, 3)];
        Assert.Equal(spikes, Read(Write(AedatVersion.Aedat31, AedatCompression.None, spikes), out _));
    }

    [Fact]
    public void Aedat4_NegativeAndOddTimes_RoundedDown() => Assert.Equal(
        [new(-2000, 1), new(1000, 1)], Read(Write(AedatVersion.Aedat4, AedatCompression.Lz4, [new(-1001, 1), new(1999, 1)]), out _));

    [Fact]
    public void Writers_SpikeWithoutRoom_Counted()
    {
        var version31 = new Aedat31Writer(new MemoryStream(), "x", Start);
        version31.Write([new(-1, 0), new(0, -1), new(long.MaxValue, 0)]);
        Assert.Equal(2, version31.Unwritable);
        var version4 = new Aedat4Writer(new MemoryStream(), 10, 10, AedatCompression.None, "x", Start);
        version4.Write([new(0, 99), new(0, 100), new(0, -1)]);
        Assert.Equal(2, version4.Unwritable);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Aedat4Writer(new MemoryStream(), 40_000, 1, AedatCompression.None, "x", Start));
    }

    [Fact]
    public void Aedat4_NeverCompleted_ItsPacketsAreThere()
    {
        using var file = new MemoryStream();
        new Aedat4Writer(file, 8, 8, AedatCompression.Lz4, "x", Start).Write([new(1000, 3)]);
        Assert.Equal([new(1000, 3)], Read(file.ToArray(), out _));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Reader_FileCutAnywhere_SpikesOfWholePacketsThenAClearError(AedatVersion version, AedatCompression compression)
    {
        var whole = Write(version, compression, Spikes(600));
        var errors = 0;
        for (var length = 0; length < whole.Length; length += 37)
        {
            try
            {
                _ = Read(whole[..length], out _);
            }
            catch (AedatFormatException failure)
            {
                Assert.InRange(failure.Offset, 0, length);
                errors++;
            }
        }

        Assert.NotEqual(0, errors);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Reader_DamagedFile_NothingButItsOwnException(AedatVersion version, AedatCompression compression)
    {
        var whole = Write(version, compression, Spikes(300));
        var random = new Random(3);
        var refused = 0;
        for (var round = 0; round < 5_000; round++)
        {
            var damaged = (byte[])whole.Clone();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                // Headers are short: half of the changes go there.
                damaged[random.Next((round & 1) == 0 ? damaged.Length : Math.Min(200, damaged.Length))] = (byte)random.Next(256);
            }

            try
            {
                _ = Read(damaged, out _);
            }
            catch (AedatFormatException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 50, 4_950);
    }

    [Fact]
    public void Reader_HugeSizes_RefusedWithoutTheMemory()
    {
        var file = Write(AedatVersion.Aedat31, AedatCompression.None, [new(0, 1)]);
        var packet = file.Length - 8 - 28;
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(packet + 16), 8_000_000);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(packet + 20), 8_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<AedatFormatException>(() => Read(file, out _));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
    }

    [PythonTheory]
    [MemberData(nameof(Forms))]
    public void File_IndependentReader_TheSameSpikes(AedatVersion version, AedatCompression compression)
    {
        var spikes = Spikes(3000);
        File.WriteAllBytes(_path, Write(version, compression, spikes));
        var expected = string.Concat(spikes.Select(spike => $"{spike.Neuron} {spike.TimeNanoseconds / 1000}\n"));
        Assert.Equal(expected, Python.Run(Path.Combine(AppContext.BaseDirectory, "read_aedat.py"), _path));
    }

    private static SpikeEvent[] Spikes(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(i => new SpikeEvent(i * 137_000L, random.Next(100)))];
    }

    private static byte[] Write(AedatVersion version, AedatCompression compression, SpikeEvent[] spikes)
    {
        using var file = new MemoryStream();
        if (version == AedatVersion.Aedat31)
        {
            new Aedat31Writer(file, "test", Start).Write(spikes);
        }
        else
        {
            var writer = new Aedat4Writer(file, 12, 12, compression, "test <&>", Start);
            writer.Write(spikes.AsSpan(0, spikes.Length / 2));
            writer.Write(spikes.AsSpan(spikes.Length / 2));
            writer.Complete();
        }

        return file.ToArray();
    }

    private static List<SpikeEvent> Read(byte[] file, out AedatReader reader)
    {
        reader = new AedatReader(new MemoryStream(file));
        var spikes = new List<SpikeEvent>();
        var some = new SpikeEvent[97];
        while (reader.Read(some) is > 0 and var count)
        {
            spikes.AddRange(some.AsSpan(0, count));
        }

        return spikes;
    }
}

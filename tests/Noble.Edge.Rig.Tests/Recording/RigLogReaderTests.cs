namespace Noble.Edge.Rig.Tests;

public class RigLogReaderTests
{
    private static readonly string[] AllowedKinds = ["Configuration", "Records", "Note", "End"];

    [Fact]
    public void TryRead_WholeFile_GivesEverythingBack()
    {
        using var reader = LogSamples.Open(LogSamples.File(3, 12));
        Assert.Equal(Enumerable.Range(0, 36).Select(LogSamples.Record), LogSamples.ReadAll(reader));
        Assert.Equal((RigLogEnding.Ended, 0L, 0L, 6L), (reader.Ending, reader.DamageCount, reader.TornBytes, reader.Blocks));
        Assert.Equal([new RigLogNote(5, "first")], reader.Notes);
        Assert.Equal(LogSamples.Configuration.StartUtc, reader.Configuration!.StartUtc);
        Assert.Equal(ulong.MaxValue, reader.Configuration.Seeds["population"]);
        Assert.Equal("""{"neurons":4}""", reader.Configuration.Configuration.GetRawText());
        Assert.Equal(["virtual"], reader.Configuration.InputPorts);
        Assert.Equal(6, reader.Count(RigRecordKind.Limit));
    }

    [Fact]
    public void TryRead_EveryTruncation_GivesEveryWholeBlockBefore()
    {
        var file = LogSamples.File(3, 4);
        var blocks = Blocks(file);
        Assert.Equal(6, blocks.Count);
        for (var length = 0; length < file.Length; length++)
        {
            if (length < RigLogFormat.FileHeaderBytes)
            {
                Assert.Throws<RigLogException>(() => LogSamples.Open(file[..length]));
                continue;
            }

            using var reader = LogSamples.Open(file[..length]);
            var whole = blocks.Where(block => block.End <= length).ToArray();
            var records = LogSamples.ReadAll(reader);
            Assert.Equal(Enumerable.Range(0, 4 * whole.Count(block => block.Kind == RigLogBlockKind.Records)).Select(LogSamples.Record), records);
            Assert.Equal(length - (whole.Length > 0 ? whole[^1].End : RigLogFormat.FileHeaderBytes), reader.TornBytes);
            Assert.Equal((RigLogEnding.CutOff, 0L), (reader.Ending, reader.DamageCount));
            Assert.Equal(whole.Length > 0, reader.Configuration is not null);
        }
    }

    [Fact]
    public void TryRead_EveryFlippedBit_LosesOnlyItsBlockAndNamesIt()
    {
        var file = LogSamples.File(3, 4);
        var blocks = Blocks(file);
        for (var bit = RigLogFormat.FileHeaderBytes * 8; bit < file.Length * 8; bit++)
        {
            var damaged = (byte[])file.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            using var reader = LogSamples.Open(damaged);
            var records = LogSamples.ReadAll(reader);

            var hit = blocks.FindIndex(block => bit / 8 < block.End);
            var lost = blocks.Take(hit).Count(block => block.Kind == RigLogBlockKind.Records);
            var expected = blocks[hit].Kind == RigLogBlockKind.Records
                ? Enumerable.Range(0, 12).Where(n => n / 4 != lost).Select(LogSamples.Record)
                : Enumerable.Range(0, 12).Select(LogSamples.Record);
            Assert.Equal(expected, records);
            if (hit == blocks.Count - 1)
            {
                Assert.Equal(blocks[hit].End - blocks[hit].Begin, reader.TornBytes);
            }
            else
            {
                Assert.Equal((blocks[hit].Begin, (long)blocks[hit].End - blocks[hit].Begin), (reader.Damages[0].Offset, reader.Damages[0].Bytes));
            }
        }
    }

    [Fact]
    public void TryRead_FlippedBitInTheFileHeader_IsSaidAndTheRestIsRead()
    {
        var file = LogSamples.File(2, 4);
        file[13] ^= 4;
        using var reader = LogSamples.Open(file);
        Assert.Equal(8, LogSamples.ReadAll(reader).Count);
        Assert.Equal("the file's header is damaged", reader.Damages[0].What);
    }

    [Fact]
    public void TryRead_HundredThousandDamagedFiles_NothingEscapes()
    {
        var random = new Random(11);
        var sources = new[] { LogSamples.File(1, 3), LogSamples.File(3, 12), LogSamples.File(8, 40) };
        var (refused, damagedFiles, records) = (0, 0, 0L);
        for (var i = 0; i < 100_000; i++)
        {
            var file = Mutate(sources[i % sources.Length], random);
            try
            {
                using var reader = LogSamples.Open(file);
                var read = LogSamples.ReadAll(reader).Count;
                Assert.InRange(read, 0, file.Length / RigLogFormat.RecordBytes);
                records += read;
                damagedFiles += reader.DamageCount > 0 || reader.TornBytes > 0 ? 1 : 0;
                Assert.All(reader.Damages.Take(2), damage => Assert.InRange(damage.Offset, 0, file.Length));
            }
            catch (RigLogException error)
            {
                refused++;
                Assert.DoesNotContain('\n', error.Message);
            }
        }

        Assert.True(refused > 100 && damagedFiles > 50_000 && records > 500_000, $"{refused} {damagedFiles} {records}");
    }

    [Fact]
    public void TryRead_SealedNonsense_IsSaidAndSkipped()
    {
        var bytes = new List<byte>(LogSamples.File(1, 2));
        var block = new byte[4_200];
        ulong sequence = 50;
        void Add(RigLogBlockKind kind, byte[] payload)
        {
            payload.CopyTo(block, RigLogFormat.BlockHeaderBytes);
            bytes.AddRange(block[..RigLogFormat.SealBlock(block, kind, sequence++, payload.Length)]);
        }

        Add(RigLogBlockKind.Records, new byte[25]);
        Add(RigLogBlockKind.Note, new byte[7]);
        Add(RigLogBlockKind.End, new byte[9]);
        Add(RigLogBlockKind.Configuration, "{\"startUtc\": null, nonsense"u8.ToArray());
        Add(RigLogBlockKind.Configuration, Enumerable.Repeat((byte)'[', 4_000).ToArray());
        Add(RigLogBlockKind.Records, Enumerable.Repeat((byte)0xFF, 48).ToArray());
        sequence = 1;
        Add(RigLogBlockKind.Note, new byte[8]);

        using var reader = LogSamples.Open([.. bytes]);
        var records = LogSamples.ReadAll(reader);

        Assert.Equal(4, records.Count);
        Assert.Equal((RigRecordKind)255, records[3].Kind);
        Assert.Equal(6, reader.DamageCount);
        Assert.Contains("are missing before this one", reader.Damages[0].What, StringComparison.Ordinal);
        Assert.Contains("has 25 bytes, which it cannot have", reader.Damages[1].What, StringComparison.Ordinal);
        Assert.Contains("configuration before this is damaged", reader.Damages[4].What, StringComparison.Ordinal);
        Assert.Equal("block 1 stands where 56 belongs", reader.Damages[5].What);
    }

    [Fact]
    public void TryRead_PackedBrokenHeaders_IsRefusedInsteadOfSearchedForEver()
    {
        var bytes = new byte[8 << 20];
        var block = new byte[RigLogFormat.MostBlock + 64];
        RigLogFormat.WriteFileHeader(bytes, RigLogFormat.MostBlock, 1, 0);
        RigLogFormat.SealBlock(block, RigLogBlockKind.Records, 0, RigLogFormat.MostBlock);
        for (var at = RigLogFormat.FileHeaderBytes; at + 24 < bytes.Length; at += 24)
        {
            block.AsSpan(0, 24).CopyTo(bytes.AsSpan(at));
        }

        var error = Assert.Throws<RigLogException>(() => LogSamples.Open(bytes));
        Assert.Equal("s.nobl: holds more broken blocks than can be searched, expected a recording", error.Message);
    }

    [Theory]
    [InlineData("", "is no recording")]
    [InlineData("neuron,time_ms\n3,1.5\n3,2.5\n3,3.5\n4,4.5\n", "is no recording")]
    public void Open_SomethingElse_IsRefused(string content, string expected)
    {
        var error = Assert.Throws<RigLogException>(() => LogSamples.Open(System.Text.Encoding.ASCII.GetBytes(content)));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OtherVersion_IsRefused()
    {
        var file = LogSamples.File(1, 1);
        file[8] = 2;
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(28), Crc32C.Compute(file.AsSpan(0, 28)));
        Assert.Equal("s.nobl: is a recording of version 2, expected 1", Assert.Throws<RigLogException>(() => LogSamples.Open(file)).Message);
    }

    [Theory]
    [InlineData("/no-such-folder/x.nobl", "/no-such-folder/x.nobl: no such file, expected a recording NAME.nobl")]
    [InlineData("/tmp", "/tmp: Access to the path '/tmp' is denied.")]
    public void Open_NoFile_IsNamed(string path, string message) =>
        Assert.Equal(message, Assert.Throws<RigLogException>(() => RigLogReader.Open(path)).Message);

    [Fact]
    public void BlockKinds_AreThoseOfTheReadme() => Assert.Equal(AllowedKinds, Enum.GetNames<RigLogBlockKind>());

    private static List<(int Begin, int End, RigLogBlockKind Kind)> Blocks(byte[] file)
    {
        var blocks = new List<(int, int, RigLogBlockKind)>();
        for (var at = RigLogFormat.FileHeaderBytes; at < file.Length;)
        {
            Assert.True(RigLogFormat.TryReadBlockHeader(file.AsSpan(at), RigLogFormat.MostBlock, out var kind, out _, out var payload));
            var end = at + RigLogFormat.BlockHeaderBytes + payload + RigLogFormat.CheckBytes;
            blocks.Add((at, end, kind));
            at = end;
        }

        return blocks;
    }

    private static byte[] Mutate(byte[] source, Random random)
    {
        var file = (byte[])source.Clone();
        for (var change = random.Next(1, 6); change > 0; change--)
        {
            var at = random.Next(file.Length);
            switch (random.Next(6))
            {
                case 0:
                    file[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    random.NextBytes(file.AsSpan(at, Math.Min(random.Next(1, 200), file.Length - at)));
                    break;
                case 2:
                    file = file[..Math.Max(1, at)];
                    break;
                case 3:
                    file = [.. file[..at], .. file[Math.Min(file.Length, at + random.Next(64))..], 0];
                    break;
                case 4:
                    file = [.. file[..at], .. source[random.Next(source.Length)..], .. file[at..]];
                    break;
                default:
                    // A block that is moved, with everything in it in order.
                    var from = random.Next(source.Length);
                    var length = Math.Min(random.Next(300), Math.Min(source.Length - from, file.Length - at));
                    source.AsSpan(from, length).CopyTo(file.AsSpan(at));
                    break;
            }
        }

        return file.Length > 20_000 ? file[..20_000] : file;
    }
}

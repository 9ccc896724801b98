using Noble.Edge.Operator;

namespace Noble.Edge.Training.Tests;

/// <summary>Random damage: a model, or the one exception; never anything else, and never much memory.</summary>
public sealed class CheckpointDamageTests : IDisposable
{
    private const long MostAllocated = 64L << 20; // [bytes] for an import of a checkpoint of 20 kB

    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_DamagedFile_GivesAModelOrTheException()
    {
        var zip = new TorchZip().Of(SmallNetwork.StateDict().Append(new("_metadata", SmallNetwork.Settings())));

        var models = Damage(zip, 2000, seed: 1, bytes => bytes);

        // Most of the file is weights under a checksum; what survives is damage to dates and attributes of entries.
        Assert.InRange(models, 1, 1000);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Run_DamagedPickleInAWholeZip_GivesAModelOrTheException(int protocol)
    {
        var writer = new PickleWriter(protocol).Value(SmallNetwork.StateDict().Append(new("_metadata", SmallNetwork.Settings())));

        var models = Damage(writer.Stop(), 1500, seed: (ulong)protocol, pickle => new TorchZip().Of(pickle, writer.Storages));

        // A byte of a device's name, or of a setting that has no effect, may be anything.
        Assert.InRange(models, 1, 1000);
    }

    [Fact]
    public void Run_DamagedSafetensors_GivesAModelOrTheException()
    {
        SafetensorsFile.Write(_folder.File("whole.safetensors"), SmallNetwork.Weights.ToTensors());

        // Nothing covers the weights of a safetensors file: a damaged one is another number.
        Assert.InRange(Damage(File.ReadAllBytes(_folder.File("whole.safetensors")), 1000, seed: 5, bytes => bytes), 1, 1000);
    }

    private int Damage(byte[] whole, int count, ulong seed, Func<byte[], byte[]> pack)
    {
        var (path, model) = (_folder.File("damaged"), _folder.File("damaged.noble"));
        var models = 0;
        for (var i = 0; i < count; i++)
        {
            var random = new SeededRandom(seed, (ulong)i);
            File.WriteAllBytes(path, pack(Mutate(whole, ref random)));
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                var report = CheckpointImport.Run(path, model, new ImportOptions());
                Assert.Equal(SmallNetwork.Shape, report.Model.Manifest.Network);
                models++;
            }
            catch (CheckpointException e)
            {
                Assert.DoesNotContain('\n', e.Message);
                Assert.False(Directory.Exists(model));
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"mutation {i} of seed {seed}: {e}");
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
            if (Directory.Exists(model))
            {
                Directory.Delete(model, recursive: true);
            }
        }

        return models;
    }

    // One to four bytes changed, or a piece cut out, doubled, or the end cut off.
    private static byte[] Mutate(byte[] whole, ref SeededRandom random)
    {
        var bytes = (byte[])whole.Clone();
        var at = random.NextIndex(bytes.Length);
        var piece = 1 + random.NextIndex(Math.Min(64, bytes.Length - at));
        switch (random.NextIndex(8))
        {
            case 0:
                return bytes[..at];
            case 1:
                return [.. bytes[..at], .. bytes[(at + piece)..]];
            case 2:
                return [.. bytes[..(at + piece)], .. bytes[at..]];
            default:
                for (var i = random.NextIndex(4); i >= 0; i--)
                {
                    bytes[random.NextIndex(bytes.Length)] = (byte)random.NextBits();
                }

                return bytes;
        }
    }
}

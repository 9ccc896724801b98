using Noble.Edge.Spikes;

namespace Noble.Edge.Rig.Tests;

public sealed class AedatPortTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"spikes-{Guid.NewGuid():N}.aedat");

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(AedatVersion.Aedat31, AedatCompression.None)]
    [InlineData(AedatVersion.Aedat4, AedatCompression.None)]
    [InlineData(AedatVersion.Aedat4, AedatCompression.Lz4)]
    public void Write_Batches_InTheFileAtOnce(AedatVersion version, AedatCompression compression)
    {
        using var port = new AedatPort(new AedatPortOptions { Path = _path, Version = version, Compression = compression, Width = 4, Height = 4 });
        port.Begin();
        SpikeEvent[] spikes = [new(1_000_000, 3), new(2_000_000, 15), new(3_000_000, 0)];
        Assert.Equal(2, port.Write(spikes.AsSpan(0, 2)));
        Assert.Equal(spikes[..2], Read());
        port.Write(spikes.AsSpan(2));
        port.Complete(0);
        Assert.Equal(spikes, Read());
        Assert.Equal(0, port.Unwritable);
        Assert.Equal(1, port.Write([new SpikeEvent(0, -1)]));
        Assert.Equal(1, port.Unwritable);
    }

    [Fact]
    public void AedatPort_MistakesOfTheUser_SaidAtOnce()
    {
        Assert.Throws<DirectoryNotFoundException>(() => new AedatPort(new AedatPortOptions { Path = "/no-such-folder/s.aedat" }));
        Assert.Equal("AEDAT width 0: expected 1 to 32767", Assert.Throws<ArgumentOutOfRangeException>(() => new AedatPortOptions { Path = _path, Width = 0 }).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new AedatPortOptions { Path = _path, Height = 40_000 });
    }

    private List<SpikeEvent> Read()
    {
        using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var reader = new AedatReader(file);
        var spikes = new List<SpikeEvent>();
        var some = new SpikeEvent[10];
        while (reader.Read(some) is > 0 and var count)
        {
            spikes.AddRange(some.AsSpan(0, count));
        }

        return spikes;
    }
}

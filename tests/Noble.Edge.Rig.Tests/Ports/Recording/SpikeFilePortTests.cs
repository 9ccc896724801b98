using Noble.Edge.Spikes;

namespace Noble.Edge.Rig.Tests;

public sealed class SpikeFilePortTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"spikes-{Guid.NewGuid():N}.csv");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Write_Batches_LinesInTheFileAtOnce()
    {
        File.WriteAllText(_path, new string('x', 10_000));
        using var port = new SpikeFilePort(new SpikeFilePortOptions { Path = _path });
        port.Begin();
        Assert.Equal(2, port.Write([new SpikeEvent(1_500_000, 3), new SpikeEvent(2_000_000, 1)]));
        using (var reader = new StreamReader(new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)))
        {
            Assert.Equal("neuron,time_ms\n3,1.500000\n1,2.000000\n", reader.ReadToEnd());
        }

        port.Write([new SpikeEvent(3_000_000, 0)]);
        port.Complete(0);
        Assert.EndsWith("0,3.000000\n", File.ReadAllText(_path), StringComparison.Ordinal);
    }

    [Fact]
    public void Complete_NoSpikes_HeaderAlone()
    {
        using var port = new SpikeFilePort(new SpikeFilePortOptions { Path = _path });
        port.Complete(0);
        Assert.Equal("neuron,time_ms\n", File.ReadAllText(_path));
    }

    [Fact]
    public void SpikeFilePort_NoSuchFolder_ThrowsAtOnce() => Assert.Throws<DirectoryNotFoundException>(
        () => new SpikeFilePort(new SpikeFilePortOptions { Path = "/no-such-folder/s.csv" }));

    [Fact]
    public void SpikeFilePort_Batching_IsTheOption()
    {
        var batching = new BatchingOptions { BatchMaximum = 7 };
        using var port = new SpikeFilePort(new SpikeFilePortOptions { Path = _path, Batching = batching });
        Assert.Same(batching, port.Batching);
    }
}

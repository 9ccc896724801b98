using System.Globalization;
using System.Text.Json;
using Noble.Edge.Tests;

namespace Noble.Edge.Spikes.Tests;

public class SpikeBatchCodecTests
{
    private static readonly SpikeEvent[] ThreeSpikes = [new(10, 1), new(10, 2), new(4_000_000_000, 70_000)];

    [Fact]
    public void TryRead_CommittedGoodVectors_GiveTheirSpikes()
    {
        var read = 0;
        foreach (var vector in Vectors("good"))
        {
            var frame = Convert.FromHexString(vector.GetProperty("hex").GetString()!);
            var expected = Spikes(vector);
            var spikes = new SpikeEvent[expected.Length];

            Assert.True(SpikeBatchCodec.TryRead(frame, out var header, spikes, out var error), vector.ToString());
            Assert.Equal(FrameError.None, error);
            Assert.Equal(Header(vector) with { Count = expected.Length }, header);
            Assert.Equal(expected, spikes);
            read++;
        }

        Assert.Equal(6, read);
    }

    [Fact]
    public void TryWrite_CommittedGoodVectors_GiveTheirBytes()
    {
        var compared = 0;
        foreach (var vector in Vectors("good").Where(v => v.GetProperty("written").GetBoolean()))
        {
            var spikes = Spikes(vector);
            var buffer = new byte[SpikeBatchCodec.LengthOf(spikes.Length) + 8];
            buffer.AsSpan().Fill(0xAA);

            Assert.True(SpikeBatchCodec.TryWrite(buffer, Header(vector), spikes, out var written, out _));
            Assert.Equal(vector.GetProperty("hex").GetString(), Convert.ToHexStringLower(buffer.AsSpan(0, written)));
            Assert.All(buffer[written..], guard => Assert.Equal(0xAA, guard));
            compared++;
        }

        Assert.Equal(5, compared);
    }

    [Fact]
    public void TryRead_CommittedBadVectors_GiveTheirError()
    {
        var read = 0;
        foreach (var vector in Vectors("bad"))
        {
            var frame = Convert.FromHexString(vector.GetProperty("hex").GetString()!);
            Assert.False(SpikeBatchCodec.TryRead(frame, out _, new SpikeEvent[8], out var error));
            Assert.Equal(vector.GetProperty("error").GetString(), error.ToString());
            read++;
        }

        Assert.Equal(12, read);
    }

    [Fact]
    public void TryRead_SmallBuffer_BufferTooSmall()
    {
        var frame = Write(ThreeSpikes, 10);
        Assert.False(SpikeBatchCodec.TryRead(frame, out var header, new SpikeEvent[2], out var error));
        Assert.Equal(FrameError.BufferTooSmall, error);
        Assert.Equal(3, header.Count);
    }

    [Fact]
    public void TryRead_TimeBeyondTheClock_TimeOutOfRange()
    {
        var frame = Write([new(10, 1), new(12, 1)], 10);
        BitConverter.GetBytes(long.MaxValue - 1).CopyTo(frame, 24);
        Assert.False(SpikeBatchCodec.TryRead(frame, out _, new SpikeEvent[2], out var error));
        Assert.Equal(FrameError.TimeOutOfRange, error);
    }

    [Fact]
    public void TryRead_RandomBytes_NeverThrows()
    {
        var random = new Random(11);
        var frame = Write(ThreeSpikes, 10);
        var spikes = new SpikeEvent[16];
        for (var round = 0; round < 20_000; round++)
        {
            var damaged = frame.AsSpan(0, random.Next(frame.Length + 1)).ToArray();
            if (damaged.Length > 0)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            _ = SpikeBatchCodec.TryRead(damaged, out _, spikes, out _);
        }
    }

    [Theory]
    [InlineData(11, 1, FrameError.TimeOutOfRange)]
    [InlineData(10 - 4_294_967_296, 1, FrameError.TimeOutOfRange)]
    [InlineData(10, -1, FrameError.NeuronOutOfRange)]
    public void TryWrite_SpikeThatDoesNotFit_WritesNothing(long baseTime, int neuron, FrameError expected)
    {
        var buffer = new byte[100];
        var header = new SpikeBatchHeader { BaseTimeNanoseconds = baseTime };
        Assert.False(SpikeBatchCodec.TryWrite(buffer, header, [new SpikeEvent(10, neuron)], out var written, out var error));
        Assert.Equal((0, expected), (written, error));
        Assert.All(buffer, b => Assert.Equal(0, b));
    }

    [Fact]
    public void TryWrite_SmallBuffer_WritesNothing()
    {
        var buffer = new byte[SpikeBatchCodec.LengthOf(3) - 1];
        var header = new SpikeBatchHeader { BaseTimeNanoseconds = 10 };
        Assert.False(SpikeBatchCodec.TryWrite(buffer, header, ThreeSpikes, out _, out var error));
        Assert.Equal(FrameError.BufferTooSmall, error);
        Assert.All(buffer, b => Assert.Equal(0, b));
    }

    [Fact]
    public void FittingCount_SpikesTooFarApart_EndsBeforeThem()
    {
        Assert.Equal(0, SpikeBatchCodec.FittingCount([]));
        Assert.Equal(3, SpikeBatchCodec.FittingCount(ThreeSpikes));
        Assert.Equal(2, SpikeBatchCodec.FittingCount([new(0, 0), new(uint.MaxValue, 0), new(1L + uint.MaxValue, 0)]));
        Assert.Equal(1, SpikeBatchCodec.FittingCount([new(5, 0), new(4, 0)]));
    }

    [Fact]
    public void RoundTrip_ManyBatches_AllocatesNothing()
    {
        var buffer = new byte[SpikeBatchCodec.LengthOf(3)];
        var spikes = new SpikeEvent[3];
        long checksum = 0;
        RoundTrip();
        checksum = 0;
        foreach (var run in AllocationAssert.Runs())
        {
            checksum = 0;
            for (var i = 0; i < 1000; i++)
            {
                RoundTrip();
            }
        }
        Assert.Equal(1000 * (1L + 2 + 70_000 + 10 + 10 + 4_000_000_000), checksum);

        void RoundTrip()
        {
            SpikeBatchCodec.TryWrite(buffer, new SpikeBatchHeader { BaseTimeNanoseconds = 10 }, ThreeSpikes, out _, out _);
            SpikeBatchCodec.TryRead(buffer, out _, spikes, out _);
            foreach (var spike in spikes)
            {
                checksum += spike.Neuron + spike.TimeNanoseconds;
            }
        }
    }

    private static byte[] Write(SpikeEvent[] spikes, long baseTime)
    {
        var frame = new byte[SpikeBatchCodec.LengthOf(spikes.Length)];
        Assert.True(SpikeBatchCodec.TryWrite(frame, new SpikeBatchHeader { BaseTimeNanoseconds = baseTime }, spikes, out _, out _));
        return frame;
    }

    private static JsonElement[] Vectors(string kind)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors.json")));
        return [.. document.RootElement.GetProperty(kind).EnumerateArray().Select(vector => vector.Clone())];
    }

    private static SpikeBatchHeader Header(JsonElement vector) => new()
    {
        StreamId = ulong.Parse(vector.GetProperty("streamId").GetString()!, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        Sequence = vector.GetProperty("sequence").GetUInt32(),
        SpikesBefore = vector.GetProperty("spikesBefore").GetUInt64(),
        BaseTimeNanoseconds = vector.GetProperty("baseTimeNanoseconds").GetInt64(),
    };

    private static SpikeEvent[] Spikes(JsonElement vector) =>
    [
        .. vector.GetProperty("spikes").EnumerateArray().Select(
            spike => new SpikeEvent(spike.GetProperty("timeNanoseconds").GetInt64(), spike.GetProperty("neuron").GetInt32())),
    ];
}

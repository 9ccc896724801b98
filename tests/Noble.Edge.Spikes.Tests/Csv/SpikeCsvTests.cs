using System.Text;

namespace Noble.Edge.Spikes.Tests;

public class SpikeCsvTests
{
    [Theory]
    [InlineData(0, "0.000000")]
    [InlineData(17_062_500, "17.062500")]
    [InlineData(1, "0.000001")]
    [InlineData(-1, "-0.000001")]
    [InlineData(-1_500_000, "-1.500000")]
    [InlineData(long.MaxValue, "9223372036854.775807")]
    [InlineData(long.MinValue, "-9223372036854.775808")]
    public void SpikeTimeText_AnyTime_IsExactBothWays(long nanoseconds, string text)
    {
        var buffer = new byte[SpikeTimeText.MaximumLength];
        Assert.True(SpikeTimeText.TryFormatMilliseconds(nanoseconds, buffer, out var written));
        Assert.Equal(text, Encoding.ASCII.GetString(buffer, 0, written));
        Assert.True(SpikeTimeText.TryParseMilliseconds(text, out var parsed));
        Assert.Equal(nanoseconds, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("1.0000001")]
    [InlineData("99999999999999999")]
    public void SpikeTimeText_NoTime_IsRefused(string text) => Assert.False(SpikeTimeText.TryParseMilliseconds(text, out _));

    [Fact]
    public void SpikeTimeText_SmallBuffer_WritesNothing() =>
        Assert.False(SpikeTimeText.TryFormatMilliseconds(1, new byte[SpikeTimeText.MaximumLength - 1], out _));

    [Fact]
    public void SpikeCsvWriter_Spikes_HeaderAndALineEach()
    {
        using var stream = new MemoryStream();
        var writer = new SpikeCsvWriter(stream);
        writer.Write(new SpikeEvent(17_062_500, 42));
        writer.Write(new SpikeEvent(515_000_001, 0));
        writer.Flush();
        Assert.Equal("neuron,time_ms\n42,17.062500\n0,515.000001\n", Encoding.ASCII.GetString(stream.ToArray()));
    }

    [Fact]
    public void SpikeCsvWriter_MoreThanItsBuffer_LosesNoLine()
    {
        using var stream = new MemoryStream();
        var writer = new SpikeCsvWriter(stream);
        for (var i = 0; i < 20_000; i++)
        {
            writer.Write(new SpikeEvent(i * 1_000_000L, i));
        }

        writer.Flush();
        var lines = Encoding.ASCII.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(20_001, lines.Length);
        Assert.Equal("19999,19999.000000", lines[^1]);
    }
}

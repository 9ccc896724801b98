using System.Globalization;

namespace Noble.Edge.FirmwareBridge.Tests;

public class StimulusMessageTests
{
    [Fact]
    public void TryWrite_GoodVectors_GiveTheirBytesAndAreReadAgain()
    {
        var vectors = Vectors.Lines("stimulus.txt", "good").ToList();
        Assert.Equal(5, vectors.Count);
        foreach (var vector in vectors)
        {
            var number = ushort.Parse(vector[2], CultureInfo.InvariantCulture);
            var baseTimeTicks = ulong.Parse(vector[3], CultureInfo.InvariantCulture);
            var stimuli = vector[4].Split(',').Select(text => text.Split(':').Select(part => ulong.Parse(part, CultureInfo.InvariantCulture)).ToArray())
                .Select(parts => new ScheduledStimulus(baseTimeTicks + parts[0], (ushort)parts[1], (ushort)parts[2])).ToArray();
            var buffer = Guarded.Buffer(StimulusMessage.LengthOf(stimuli.Length));
            Assert.True(StimulusMessage.TryWrite(buffer, number, baseTimeTicks, stimuli, out var written, out _));
            Assert.Equal(vector[5], Vectors.Text(buffer.AsSpan(0, written)));
            Guarded.AssertIntact(buffer, written);
            Assert.True(StimulusMessage.TryRead(buffer.AsSpan(0, written), out var message, out _));
            Assert.Equal((number, baseTimeTicks, stimuli.Length), (message.Number, message.BaseTimeTicks, message.Count));
            for (var i = 0; i < stimuli.Length; i++)
            {
                Assert.Equal(stimuli[i], message[i]);
            }
        }
    }

    [Fact]
    public void TryRead_BadVectors_GiveTheirError()
    {
        var vectors = Vectors.Lines("stimulus.txt", "bad").ToList();
        Assert.Equal(7, vectors.Count);
        foreach (var vector in vectors)
        {
            Assert.False(StimulusMessage.TryRead(Vectors.Bytes(vector[3]), out var message, out var error), vector[1]);
            Assert.Equal((0, Vectors.Error(vector[2])), (message.Count, error));
        }
    }

    [Theory]
    [InlineData(0, 100, BridgeFrameError.CountOutOfRange)]
    [InlineData(127, 2000, BridgeFrameError.CountOutOfRange)]
    [InlineData(2, 27, BridgeFrameError.BufferTooSmall)]
    public void TryWrite_WhatDoesNotFit_WritesNothing(int count, int capacity, BridgeFrameError expected)
    {
        var buffer = Guarded.Buffer(capacity);
        Assert.False(StimulusMessage.TryWrite(buffer.AsSpan(0, capacity), 0, 0, new ScheduledStimulus[count], out var written, out var error));
        Assert.Equal((0, expected), (written, error));
        Guarded.AssertIntact(buffer, 0);
    }
}

using Noble.Edge.Spikes;

namespace Noble.Edge.Rig.Tests;

public class RenderPartTests
{
    private static readonly RenderRequest Request = new() { ModelHash = "abc", First = 10, Count = 5, CurrentNanoamperes = 0, Seed = 1, FirstTrial = 0, Trials = 1 };

    [Fact]
    public void Take_TwoAnswersInterleaved_TheFirstWholeOneCounts()
    {
        var part = new RenderPart(Request, 100);
        Assert.True(part.TakeBatch(Batch(1, 0, (5, 10))));
        Assert.True(part.TakeBatch(Batch(2, 0, (5, 10))));
        Assert.True(part.TakeBatch(Batch(2, 0, (5, 10)))); // delivered twice
        Assert.True(part.TakeBatch(Batch(2, 1, (7, 12))));
        Assert.True(part.TakeEnd(End(2, 2, 2)));
        Assert.Equal([new SpikeEvent(5, 10), new SpikeEvent(7, 12)], part.Spikes!);
        Assert.False(part.TakeBatch(Batch(1, 1, (7, 12))));
    }

    [Fact]
    public void TakeEnd_BatchMissing_IsNotDone()
    {
        var part = new RenderPart(Request, 100);
        Assert.True(part.TakeBatch(Batch(1, 0, (5, 10))));
        Assert.False(part.TakeEnd(End(1, 2, 2)));
        Assert.Equal("an answer came with 1 of 2 batches and 1 of 2 spikes", part.Fault);
        Assert.Null(part.Spikes);
    }

    [Fact]
    public void TakeBatch_GapWrongNeuronOrderOrTooMany_AnswerIsDamaged()
    {
        AssertDamaged(Batch(1, 0, (5, 10)), Batch(1, 2, (6, 10)));
        AssertDamaged(Batch(1, 0, (5, 15)));
        AssertDamaged(Batch(1, 0, (5, 9)));
        AssertDamaged(Batch(1, 0, (5, 10)), Batch(1, 1, (4, 10)));
        AssertDamaged(Batch(1, 0, (5, 10), (5, 11), (5, 12), (6, 13)));

        static void AssertDamaged(params byte[][] batches)
        {
            var part = new RenderPart(Request, 3);
            Assert.False(batches.Select(batch => part.TakeBatch(batch)).Last());
            Assert.False(part.TakeEnd(End(1, batches.Length, batches.Length)));
            Assert.Equal("an answer came damaged", part.Fault);
        }
    }

    [Fact]
    public void TakeEnd_NoSpikes_IsDone()
    {
        var part = new RenderPart(Request, 100);
        Assert.True(part.TakeEnd(End(1, 0, 0)));
        Assert.Empty(part.Spikes!);
    }

    private static RenderAnswer End(ulong stream, long batches, long spikes) => new() { Stream = StreamState.FormatStream(stream), Batches = batches, Spikes = spikes };

    private static byte[] Batch(ulong stream, uint sequence, params (long Time, int Neuron)[] spikes)
    {
        var payload = new byte[SpikeBatchCodec.LengthOf(spikes.Length)];
        var header = new SpikeBatchHeader { StreamId = stream, Sequence = sequence, BaseTimeNanoseconds = spikes[0].Time };
        Assert.True(SpikeBatchCodec.TryWrite(payload, header, [.. spikes.Select(spike => new SpikeEvent(spike.Time, spike.Neuron))], out _, out var error), error.ToString());
        return payload;
    }
}

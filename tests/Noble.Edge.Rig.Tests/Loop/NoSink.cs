using Noble.Edge.Spikes;

namespace Noble.Edge.Rig.Tests;

/// <summary>Takes what a loop plays, and does nothing with it.</summary>
internal sealed class NoSink : ISpikeSink
{
    void ISpikeSink.Play(in SpikeEvent spike, long latenessNanoseconds, long monotonicNow)
    {
    }
}

using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>Takes spikes of responses whose moment has come: the pacer, with its ports.</summary>
internal interface ISpikeSink
{
    /// <summary>Plays a spike now.</summary>
    /// <param name="spike">Neuron, and time on the loop's clock [ns].</param>
    /// <param name="latenessNanoseconds">How late it is [ns].</param>
    /// <param name="monotonicNow">Now [ns, monotonic clock].</param>
    internal void Play(in SpikeEvent spike, long latenessNanoseconds, long monotonicNow);
}

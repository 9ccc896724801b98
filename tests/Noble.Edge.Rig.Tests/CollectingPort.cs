using Noble.Edge.Spikes;

namespace Noble.Edge.Rig.Tests;

/// <summary>An immediate port that keeps what it is given.</summary>
internal sealed class CollectingPort : IImmediatePort
{
    public string Name => "collecting";

    public long NextDueNanoseconds => long.MaxValue;

    internal List<SpikeEvent> Spikes { get; } = [];

    internal List<long> Times { get; } = [];

    /// <summary>Spikes of this neuron are refused.</summary>
    internal int RefusedNeuron { get; init; } = -1;

    public bool Emit(in SpikeEvent spike, long nowNanoseconds)
    {
        if (spike.Neuron == RefusedNeuron)
        {
            return false;
        }

        Spikes.Add(spike);
        Times.Add(nowNanoseconds);
        return true;
    }

    public void RunDue(long nowNanoseconds)
    {
    }

    public void EnterSafeState() => IsSafe = true;

    internal bool IsSafe { get; private set; }
}

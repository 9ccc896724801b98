using Noble.Edge.Spikes;

namespace Noble.Edge.Rig.Tests;

/// <summary>A port that is given spikes early, and keeps what it is given.</summary>
internal sealed class SchedulingPort(IMonotonicClock clock, long lookAheadNanoseconds) : IScheduledPort
{
    public string Name => "scheduling";

    public long LookAheadNanoseconds => lookAheadNanoseconds;

    public long NextDueNanoseconds => long.MaxValue;

    internal List<(SpikeEvent Spike, long Due, long GivenAt)> Scheduled { get; } = [];

    internal List<SpikeEvent> Emitted { get; } = [];

    internal List<long> Withdrawn { get; } = [];

    /// <summary>Spikes of this neuron are refused.</summary>
    internal int RefusedNeuron { get; init; } = -1;

    public bool Schedule(in SpikeEvent spike, long dueNanoseconds)
    {
        if (spike.Neuron == RefusedNeuron)
        {
            return false;
        }

        Scheduled.Add((spike, dueNanoseconds, clock.NowNanoseconds));
        return true;
    }

    public void Withdraw(long fromNanoseconds) => Withdrawn.Add(fromNanoseconds);

    public bool Emit(in SpikeEvent spike, long nowNanoseconds)
    {
        Emitted.Add(spike);
        return true;
    }

    public void RunDue(long nowNanoseconds)
    {
    }

    public void EnterSafeState()
    {
    }
}

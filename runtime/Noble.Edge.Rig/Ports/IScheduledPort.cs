using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>
/// A port that is given spikes before their moment, each with its time, because something behind it emits them from a timer of its own.
/// What is not known so early (a response of the closed loop) comes through <see cref="IImmediatePort.Emit"/>.
/// </summary>
public interface IScheduledPort : IImmediatePort
{
    /// <summary>How long before its moment the port wants a spike [ns], above 0.</summary>
    public long LookAheadNanoseconds { get; }

    /// <summary>Takes a spike; they come in the order of time. The pacer's thread calls it; it never blocks, allocates or throws.</summary>
    /// <param name="spike">The spike.</param>
    /// <param name="dueNanoseconds">Its moment [ns, monotonic clock].</param>
    /// <returns>False where it could not be taken; it counts as dropped at this port.</returns>
    public bool Schedule(in SpikeEvent spike, long dueNanoseconds);

    /// <summary>The experiment ends: what is due from this moment on [ns, monotonic clock] is not to leave.</summary>
    public void Withdraw(long fromNanoseconds);
}

using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>A port that the pacer's thread calls at a spike's moment. It never blocks, allocates or throws.</summary>
public interface IImmediatePort : ISafePort
{
    /// <summary>When the port next has something to do [ns, monotonic clock], or <see cref="long.MaxValue"/>.</summary>
    public long NextDueNanoseconds { get; }

    /// <summary>Puts a spike out.</summary>
    /// <param name="spike">The spike; its time has come.</param>
    /// <param name="nowNanoseconds">Now [ns, monotonic clock].</param>
    /// <returns>False where it could not; the spike counts as dropped at this port.</returns>
    public bool Emit(in SpikeEvent spike, long nowNanoseconds);

    /// <summary>Does what is due. At the stream's end it is called until nothing is.</summary>
    public void RunDue(long nowNanoseconds);
}

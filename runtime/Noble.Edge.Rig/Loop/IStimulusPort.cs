namespace Noble.Edge.Rig;

/// <summary>
/// A port that puts a stimulus out: the command current of an amplifier, a pulse generator, a simulated preparation. The pacer's thread
/// calls it, behind the safety box and never past it; it never blocks, allocates or throws there.
/// </summary>
public interface IStimulusPort : ISafePort
{
    /// <summary>Channels.</summary>
    public int ChannelCount { get; }

    /// <summary>Sets a channel's current from now on.</summary>
    /// <param name="channel">From 0.</param>
    /// <param name="nanoamperes">The current [nA], within the limits.</param>
    /// <param name="nowNanoseconds">Now [ns, monotonic clock].</param>
    /// <returns>False where it could not be put out; it counts as dropped at this port.</returns>
    public bool Apply(int channel, double nanoamperes, long nowNanoseconds);
}

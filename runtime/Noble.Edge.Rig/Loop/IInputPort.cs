namespace Noble.Edge.Rig;

/// <summary>A port through which the rig is heard. The pacer's thread reads it; it never blocks, allocates or throws there.</summary>
public interface IInputPort
{
    /// <summary>Name in reports.</summary>
    public string Name { get; }

    /// <summary>
    /// A descriptor that poll(2) finds readable when there may be something to read, or -1 for a port that is read at every tick of
    /// the loop and no sooner.
    /// </summary>
    public int PollDescriptor { get; }

    /// <summary>Takes the oldest event out.</summary>
    /// <param name="nowNanoseconds">Now [ns, monotonic clock]: the event's time where the port knows none that is better.</param>
    /// <param name="received">The event, its time on the monotonic clock.</param>
    /// <returns>False where nothing is waiting; the descriptor is then not readable until something is.</returns>
    public bool TryRead(long nowNanoseconds, out InputEvent received);
}

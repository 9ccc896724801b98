namespace Noble.Edge.Rig;

/// <summary>A population that goes on with the loop, tick by tick, on the pacer's thread: it takes what came in and makes its spikes and currents of it.</summary>
/// <remarks>It knows no time but that of its ticks and events, so that a replay of the same events gives the same spikes. It neither blocks, allocates nor throws.</remarks>
public interface ITickedPopulation
{
    /// <summary>A tick that comes later than this is left out, and so are all up to the present one [ns].</summary>
    public long LongestBehindNanoseconds { get; }

    /// <summary>Something came in; what it does not know it pays no heed to. It comes even while controllers are paused.</summary>
    /// <param name="received">The event, its time on the loop's clock.</param>
    public void OnInput(in InputEvent received);

    /// <summary>A tick of the loop, before the controllers'.</summary>
    /// <param name="actions">What can be done about it, at the time of the tick.</param>
    /// <param name="isPaused">Whether nothing is to be asked for.</param>
    public void OnTick(LoopActions actions, bool isPaused);
}

namespace Noble.Edge.Rig;

/// <summary>What a controller can do. Everything goes through the safety box.</summary>
/// <remarks>For the pacer's thread, during a controller's call. Times are those of the loop's clock, from the experiment's start.</remarks>
public sealed class LoopActions
{
    private readonly ClosedLoop _loop;

    internal LoopActions(ClosedLoop loop) => _loop = loop;

    /// <summary>Time of the event or tick [ns].</summary>
    public long NowNanoseconds { get; internal set; }

    /// <summary>Time between ticks [ns].</summary>
    public long TickNanoseconds => _loop.TickNanoseconds;

    /// <summary>Where a time of the loop lies on the monotonic clock [ns].</summary>
    internal long ToMonotonic(long timeNanoseconds) => _loop.ToMonotonic(timeNanoseconds);

    /// <summary>Controller that is acting, from 0 in the order of the configuration.</summary>
    internal ushort Controller { get; set; }

    /// <summary>Stimulus channels, those of all ports counted together in the order of the configuration.</summary>
    public int ChannelCount => _loop.ChannelCount;

    /// <summary>Pre-rendered responses.</summary>
    public int ResponseCount => _loop.ResponseCount;

    /// <summary>What flows in a channel now [nA].</summary>
    public double Output(int channel) => _loop.Output(channel);

    /// <summary>Sets a channel's current from now on.</summary>
    /// <param name="channel">From 0; one that does not exist is refused and counted.</param>
    /// <param name="nanoamperes">The current [nA].</param>
    public void Stimulate(int channel, double nanoamperes) => _loop.Ask(NowNanoseconds, channel, nanoamperes);

    /// <summary>Puts a rectangular pulse out and goes back to no current.</summary>
    /// <param name="channel">From 0; one that does not exist is refused and counted.</param>
    /// <param name="nanoamperes">The current [nA].</param>
    /// <param name="widthNanoseconds">Its length [ns], above 0.</param>
    /// <param name="delayNanoseconds">When it begins, from now [ns], from 0.</param>
    /// <returns>False where there is no room left in the schedule.</returns>
    public bool Pulse(int channel, double nanoamperes, long widthNanoseconds, long delayNanoseconds = 0) =>
        _loop.Schedule(NowNanoseconds + delayNanoseconds, channel, nanoamperes, widthNanoseconds);

    /// <summary>Plays a pre-rendered response through the ports.</summary>
    /// <param name="response">From 0; one that does not exist is refused and counted.</param>
    /// <param name="delayNanoseconds">When it begins, from now [ns], from 0.</param>
    /// <returns>False where as many as can are playing already.</returns>
    public bool Respond(int response, long delayNanoseconds = 0) => _loop.Play(NowNanoseconds + delayNanoseconds, response, Controller);
}

namespace Noble.Edge.Rig;

/// <summary>
/// Decides what the rig's events are answered with. The loop calls it, on the pacer's thread, in the order of time; it neither blocks,
/// allocates nor throws, and knows no time but the one it is told, so that a replay of the same events gives the same answers.
/// </summary>
/// <remarks>
/// To write your own: derive the decision from <see cref="OnInput"/> and <see cref="OnTick"/> alone, keep the state in fields, act through
/// <see cref="LoopActions"/>. Whatever is asked for goes through the safety box: a controller cannot exceed a limit.
/// </remarks>
public interface IController
{
    /// <summary>Name in reports.</summary>
    public string Name { get; }

    /// <summary>Something came in.</summary>
    /// <param name="received">The event, its time on the loop's clock.</param>
    /// <param name="actions">What can be done about it.</param>
    public void OnInput(in InputEvent received, LoopActions actions);

    /// <summary>A tick of the loop.</summary>
    /// <param name="actions">What can be done; <see cref="LoopActions.NowNanoseconds"/> is the time of the tick.</param>
    public void OnTick(LoopActions actions);
}

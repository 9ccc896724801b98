namespace Noble.Edge.Rig;

/// <summary>A change of a channel's current that waits for its time.</summary>
/// <param name="TimeNanoseconds">When [ns, the loop's clock].</param>
/// <param name="Order">Of two at the same time the one with the lower number goes first.</param>
/// <param name="Channel">Stimulus channel, all ports' counted together.</param>
/// <param name="Nanoamperes">The current from then on [nA].</param>
internal readonly record struct ScheduledStimulus(long TimeNanoseconds, long Order, int Channel, double Nanoamperes);

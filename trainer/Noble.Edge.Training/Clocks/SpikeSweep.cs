namespace Noble.Edge.Training;

/// <summary>The spikes of one current step: all that the spike clock is fitted to.</summary>
/// <param name="CurrentNanoamperes">Amplitude of the step.</param>
/// <param name="TimesMilliseconds">Spike times from current onset, ascending.</param>
public sealed record SpikeSweep(double CurrentNanoamperes, double[] TimesMilliseconds);

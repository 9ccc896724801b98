namespace Noble.Edge.Rig;

/// <summary>What a stimulus that comes from outside did so far.</summary>
/// <param name="Samples">Samples that were taken.</param>
/// <param name="Held">Steps of a neuron in which the last sample was held for want of a new one.</param>
/// <param name="Empty">Steps of a neuron without current, because nothing came for longer than a sample is held, or ever.</param>
/// <param name="NotFinite">Samples that were no numbers: each counts as missing.</param>
/// <param name="Dropped">Samples that found the buffer full: the oldest make room.</param>
/// <param name="Foreign">Samples for a channel that is no neuron's.</param>
public readonly record struct StreamingStimulusCounts(long Samples, long Held, long Empty, long NotFinite, long Dropped, long Foreign);

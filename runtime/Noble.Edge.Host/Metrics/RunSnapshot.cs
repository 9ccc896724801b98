using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>What a run had done at one moment, so that all metrics of a scrape are of the same.</summary>
/// <param name="Pacer">The pacer.</param>
/// <param name="Loop">The closed loop, or null.</param>
/// <param name="Recording">The recorder, or null.</param>
/// <param name="Ticks">The streaming population, or null.</param>
/// <param name="Ports">The ports.</param>
internal sealed record RunSnapshot(PacerReport Pacer, LoopReport? Loop, RigLogReport? Recording, TickReport? Ticks, IReadOnlyList<LivePort> Ports);

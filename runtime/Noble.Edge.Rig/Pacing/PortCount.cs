namespace Noble.Edge.Rig;

/// <summary>What became of the spikes at one port.</summary>
/// <param name="Name">The port.</param>
/// <param name="Accepted">Spikes that it took.</param>
/// <param name="Dropped">Spikes that it could not take, or took and could not deliver.</param>
public sealed record PortCount(string Name, long Accepted, long Dropped);

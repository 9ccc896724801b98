namespace Noble.Edge.Rig;

/// <summary>What a port that listens has done so far. Datagrams = packets + malformed + refused.</summary>
/// <param name="Datagrams">Datagrams that arrived.</param>
/// <param name="Packets">Good ones.</param>
/// <param name="Events">Events that were handed on.</param>
/// <param name="Commands">Starts, stops and other commands.</param>
/// <param name="Unmapped">Events whose address is no channel's.</param>
/// <param name="Malformed">Datagrams that are no packets.</param>
/// <param name="Refused">Datagrams from others than the one sender.</param>
public readonly record struct UdpReceiveCounts(long Datagrams, long Packets, long Events, long Commands, long Unmapped, long Malformed, long Refused);

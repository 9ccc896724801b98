namespace Noble.Edge.Rig;

/// <summary>What a port that sends has done so far. Emitted spikes = events + waiting + refused + unmapped + lost.</summary>
/// <param name="Packets">Datagrams of events that the system took.</param>
/// <param name="Events">Events in them.</param>
/// <param name="Refused">Spikes that were not taken: the queue was full, or the port is in its safe state.</param>
/// <param name="Unmapped">Spikes of neurons that have no address.</param>
/// <param name="Lost">Events that were taken and never sent: the system did not take the datagram, or the safe state came first.</param>
public readonly record struct UdpSendCounts(long Packets, long Events, long Refused, long Unmapped, long Lost);

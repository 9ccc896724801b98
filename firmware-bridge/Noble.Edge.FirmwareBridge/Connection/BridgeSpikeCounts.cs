namespace Noble.Edge.FirmwareBridge;

/// <summary>What became of the spikes that were handed over; every one is in exactly one of the fates, or still pending.</summary>
/// <param name="HandedOver">Calls of <see cref="BridgeConnection.TrySchedule"/>.</param>
/// <param name="Accepted">In the device's queue, by its own count.</param>
/// <param name="RefusedLate">Refused by the device: their time had passed when they arrived.</param>
/// <param name="RefusedFull">Refused by the device: no place.</param>
/// <param name="RefusedNotArmed">Refused by the device: in its safe state.</param>
/// <param name="RefusedNoLine">Refused by the device: it has no such line.</param>
/// <param name="RefusedMalformed">In a batch that the device found malformed.</param>
/// <param name="LateOnHost">Not sent: they could not have been in time.</param>
/// <param name="Dropped">Not taken: the queue was full, or the connection is latched in a safe state.</param>
/// <param name="Withdrawn">Not sent: cancelled, or a safe state came first. What the device withdraws is in its own count.</param>
/// <param name="LostWithDevice">Sent, and the device restarted or forgot its session before their fate was known.</param>
/// <param name="Pending">Waiting in the host, under way, or executed and not yet in the device's counts that the host has read.</param>
public readonly record struct BridgeSpikeCounts(
    long HandedOver,
    long Accepted,
    long RefusedLate,
    long RefusedFull,
    long RefusedNotArmed,
    long RefusedNoLine,
    long RefusedMalformed,
    long LateOnHost,
    long Dropped,
    long Withdrawn,
    long LostWithDevice,
    long Pending)
{
    /// <summary>The sum of the fates and of what is pending: <see cref="HandedOver"/>.</summary>
    public long Sum =>
        Accepted + RefusedLate + RefusedFull + RefusedNotArmed + RefusedNoLine + RefusedMalformed + LateOnHost + Dropped + Withdrawn +
        LostWithDevice + Pending;
}

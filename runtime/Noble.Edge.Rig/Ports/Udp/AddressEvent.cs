namespace Noble.Edge.Rig;

/// <summary>An event that waits for its datagram.</summary>
/// <param name="Address">Key, or row and column.</param>
/// <param name="Time">Time in the wire's unit, modulo 2^32.</param>
/// <param name="DueNanoseconds">When it is sent at the latest [ns, monotonic clock].</param>
internal readonly record struct AddressEvent(uint Address, uint Time, long DueNanoseconds);

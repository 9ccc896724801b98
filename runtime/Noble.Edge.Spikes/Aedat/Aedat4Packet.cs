namespace Noble.Edge.Spikes;

/// <summary>A row of the data table: where a packet is and what is in it.</summary>
/// <param name="Position">Byte of the file after the packet's header.</param>
/// <param name="Length">Bytes from there.</param>
/// <param name="Count">Events.</param>
/// <param name="FirstMicrosecond">Time of the first event [µs].</param>
/// <param name="LastMicrosecond">Time of the last event [µs].</param>
internal readonly record struct Aedat4Packet(long Position, int Length, int Count, long FirstMicrosecond, long LastMicrosecond);

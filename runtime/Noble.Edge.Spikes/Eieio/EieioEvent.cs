namespace Noble.Edge.Spikes;

/// <summary>One element of a data packet, its packet's prefix and payload base applied.</summary>
/// <param name="Key">Key of the source, 32 bits.</param>
/// <param name="Payload">Payload, or 0 where the packet has none; a time where <see cref="EieioHeader.PayloadIsTimestamp"/> says so.</param>
public readonly record struct EieioEvent(uint Key, uint Payload);

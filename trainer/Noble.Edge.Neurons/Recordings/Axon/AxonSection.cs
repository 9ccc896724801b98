namespace Noble.Edge.Neurons;

/// <summary>Where a section of an Axon Binary Format 2 file lies.</summary>
/// <param name="Offset">First byte.</param>
/// <param name="EntryBytes">Size of an entry. [bytes]</param>
/// <param name="Count">Entries.</param>
internal sealed record AxonSection(long Offset, long EntryBytes, long Count);

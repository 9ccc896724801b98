namespace Noble.Edge.Training;

/// <summary>A storage that a pickle refers to.</summary>
/// <param name="Element">Element type.</param>
/// <param name="Key">Its entry in the archive, data/KEY.</param>
/// <param name="Count">Elements in it; the entry has as many.</param>
internal sealed record PickleStorage(CheckpointElement Element, string Key, int Count);

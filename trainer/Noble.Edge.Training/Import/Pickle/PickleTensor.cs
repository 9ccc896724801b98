namespace Noble.Edge.Training;

/// <summary>A tensor as a pickle describes it; the view lies within the storage.</summary>
/// <param name="Storage">Where its elements are.</param>
/// <param name="Offset">The first element.</param>
/// <param name="Shape">The size of each axis.</param>
/// <param name="Strides">Elements from one index to the next, for each axis.</param>
internal sealed record PickleTensor(PickleStorage Storage, int Offset, int[] Shape, int[] Strides);

namespace Noble.Edge.Training;

/// <summary>What the reader makes of a name in a pickle.</summary>
internal enum PickleMeaning
{
    /// <summary>Nothing but text; a call of it is refused.</summary>
    Text,

    /// <summary>A call describes a tensor.</summary>
    Tensor,

    /// <summary>A call wraps a tensor.</summary>
    Parameter,

    /// <summary>A call wraps a tuple.</summary>
    Size,

    /// <summary>A call makes an empty dictionary.</summary>
    OrderedDictionary,

    /// <summary>Names the element type of a storage.</summary>
    Storage,
}

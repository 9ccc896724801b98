namespace Noble.Edge.Neurons;

/// <summary>What an epoch of a command does; numbers as in the file.</summary>
public enum AxonEpochKind
{
    /// <summary>Not in use.</summary>
    Off = 0,

    /// <summary>Holds its level.</summary>
    Step = 1,

    /// <summary>Goes straight from the level before to its own.</summary>
    Ramp = 2,

    /// <summary>Rectangular pulses from the level before to its own.</summary>
    Pulse = 3,

    /// <summary>Triangles from the level before to its own and back.</summary>
    Triangle = 4,

    /// <summary>Cosines between the level before and its own.</summary>
    Cosine = 5,

    /// <summary>Pulses, each half up and half down.</summary>
    Biphasic = 7,
}

namespace Noble.Edge.Operator;

/// <summary>What the time of a <see cref="SimdWorkspace.ForwardTimed"/> goes into.</summary>
public enum SimdPhase
{
    /// <summary>Bringing the input into groups and the two pointwise maps in front of the layers.</summary>
    Lifting,

    /// <summary>Spreading the samples onto the short grid, for every layer.</summary>
    Spreading,

    /// <summary>The short Fourier transform and its inverse, of every layer.</summary>
    Transform,

    /// <summary>The product of the kept modes with their matrices, in every layer.</summary>
    ModeMix,

    /// <summary>The pointwise part of the layers: interpolation from the short grid, skip, gelu, channel MLP, gate.</summary>
    Pointwise,

    /// <summary>The two pointwise maps behind the layers, and the output in its order.</summary>
    Projection,
}

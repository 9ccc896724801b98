namespace Noble.Edge.Training;

/// <summary>The element types that a checkpoint's tensors come in, little-endian.</summary>
public enum CheckpointElement
{
    /// <summary>IEEE 754 binary32.</summary>
    F32,

    /// <summary>IEEE 754 binary64.</summary>
    F64,

    /// <summary>IEEE 754 binary16.</summary>
    F16,

    /// <summary>The upper half of a binary32.</summary>
    BF16,

    /// <summary>Two binary32, real part first.</summary>
    C64,

    /// <summary>Two binary64, real part first.</summary>
    C128,

    /// <summary>Signed integers and bytes: known, so that a file that holds them beside the weights can be read; never weights.</summary>
    I64,

    /// <inheritdoc cref="I64"/>
    I32,

    /// <inheritdoc cref="I64"/>
    I16,

    /// <inheritdoc cref="I64"/>
    I8,

    /// <inheritdoc cref="I64"/>
    U8,

    /// <inheritdoc cref="I64"/>
    Bool,
}

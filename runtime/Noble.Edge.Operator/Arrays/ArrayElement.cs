namespace Noble.Edge.Operator;

/// <summary>The element types that array files of this project hold, all little-endian.</summary>
public enum ArrayElement
{
    /// <summary>IEEE 754 binary32; <c>&lt;f4</c> in .npy, <c>F32</c> in safetensors.</summary>
    F32,

    /// <summary>IEEE 754 binary64; <c>&lt;f8</c> in .npy, <c>F64</c> in safetensors.</summary>
    F64,

    /// <summary>Signed 32-bit integer; <c>&lt;i4</c> in .npy; not written to safetensors.</summary>
    I32,

    /// <summary>Signed 64-bit integer; <c>&lt;i8</c> in .npy, <c>I64</c> in safetensors.</summary>
    I64,
}

namespace Noble.Edge.Training;

/// <summary>Sizes and names of <see cref="CheckpointElement"/>.</summary>
internal static class CheckpointElements
{
    /// <summary>The size of one element. [bytes]</summary>
    public static int Size(this CheckpointElement element) => element switch
    {
        CheckpointElement.C128 => 16,
        CheckpointElement.F64 or CheckpointElement.C64 or CheckpointElement.I64 => 8,
        CheckpointElement.F32 or CheckpointElement.I32 => 4,
        CheckpointElement.F16 or CheckpointElement.BF16 or CheckpointElement.I16 => 2,
        _ => 1,
    };

    /// <summary>The name that PyTorch gives it.</summary>
    public static string Text(this CheckpointElement element) => element switch
    {
        CheckpointElement.F32 => "float32",
        CheckpointElement.F64 => "float64",
        CheckpointElement.F16 => "float16",
        CheckpointElement.BF16 => "bfloat16",
        CheckpointElement.C64 => "complex64",
        CheckpointElement.C128 => "complex128",
        CheckpointElement.I64 => "int64",
        CheckpointElement.I32 => "int32",
        CheckpointElement.I16 => "int16",
        CheckpointElement.I8 => "int8",
        CheckpointElement.U8 => "uint8",
        _ => "bool",
    };

    /// <summary>Whether an element has an imaginary part.</summary>
    public static bool IsComplex(this CheckpointElement element) => element is CheckpointElement.C64 or CheckpointElement.C128;

    /// <summary>Whether it can hold a weight.</summary>
    public static bool IsReal(this CheckpointElement element) =>
        element is CheckpointElement.F32 or CheckpointElement.F64 or CheckpointElement.F16 or CheckpointElement.BF16;

    /// <summary>What becomes of its values in a float32 tensor.</summary>
    public static string Conversion(this CheckpointElement element) => element switch
    {
        CheckpointElement.F32 => "float32 as they are",
        CheckpointElement.F64 => "float64 rounded to the nearest float32",
        CheckpointElement.F16 => "float16 widened to float32, exactly",
        CheckpointElement.BF16 => "bfloat16 widened to float32, exactly",
        CheckpointElement.C64 => "complex64 split into real and imaginary float32 parts",
        CheckpointElement.C128 => "complex128 split into parts, each rounded to the nearest float32",
        _ => throw new InvalidOperationException($"{element} holds no weights"),
    };
}

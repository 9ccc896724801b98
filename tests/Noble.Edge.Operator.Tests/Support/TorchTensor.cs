namespace Noble.Edge.Operator.Tests.Support;

/// <summary>A tensor of a PyTorch checkpoint: float32 or complex64, contiguous, C order.</summary>
/// <param name="Shape">The size of each axis.</param>
/// <param name="Real">Real parts.</param>
/// <param name="Imaginary">Imaginary parts, null for a real tensor.</param>
public sealed record TorchTensor(int[] Shape, float[] Real, float[]? Imaginary);

using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>Sums of tensors whose factors outlive the call.</summary>
/// <remarks>
/// TorchSharp's <c>add</c> makes a <see cref="Scalar"/> for the factor of its second term and may see it collected before libtorch has read it: "Expected
/// false to be true" from <c>toFloat</c>, once in some hundred thousand calls.
/// </remarks>
internal static class TensorSums
{
    private static readonly Scalar One = 1.ToScalar();

    /// <summary>a + b.</summary>
    public static Tensor Plus(this Tensor a, Tensor b) => a.add(b, One);

    /// <summary>a + b.</summary>
    public static Tensor Plus(this Tensor a, double b)
    {
        using var term = b.ToScalar();
        return a.add(term, One);
    }

    /// <summary>a + factor · b.</summary>
    public static Tensor Plus(this Tensor a, Tensor b, double factor)
    {
        using var scalar = factor.ToScalar();
        return a.add(b, scalar);
    }

    /// <summary>a ← a + b.</summary>
    public static Tensor PlusInPlace(this Tensor a, Tensor b) => a.add_(b, One);

    /// <summary>a ← a + b.</summary>
    public static Tensor PlusInPlace(this Tensor a, double b)
    {
        using var term = b.ToScalar();
        return a.add_(term, One);
    }

    /// <summary>a ← a + factor · b.</summary>
    public static Tensor PlusInPlace(this Tensor a, Tensor b, double factor)
    {
        using var scalar = factor.ToScalar();
        return a.add_(b, scalar);
    }
}

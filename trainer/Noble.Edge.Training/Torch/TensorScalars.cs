using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>Arithmetic of tensors with numbers that outlive the call.</summary>
/// <remarks>
/// TorchSharp makes a <see cref="Scalar"/> for a number and may see it collected before libtorch has read it: "Expected false to be true" from
/// <c>toFloat</c>, once in some hundred thousand calls, and where the memory has been taken again by then, another number without a word.
/// </remarks>
internal static class TensorScalars
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

    /// <summary>a + b ⊙ c.</summary>
    public static Tensor PlusProduct(this Tensor a, Tensor b, Tensor c) => addcmul(a, b, c, One);

    /// <summary>a ← a + factor · b ⊙ c.</summary>
    public static Tensor PlusProductInPlace(this Tensor a, Tensor b, Tensor c, double factor)
    {
        using var scalar = factor.ToScalar();
        return a.addcmul_(b, c, scalar);
    }

    /// <summary>a ← a + factor · b ⊘ c.</summary>
    public static Tensor PlusQuotientInPlace(this Tensor a, Tensor b, Tensor c, double factor)
    {
        using var scalar = factor.ToScalar();
        return a.addcdiv_(b, c, scalar);
    }

    /// <summary>a ← a + share · (b − a).</summary>
    public static Tensor TowardsInPlace(this Tensor a, Tensor b, double share) => a.TimesInPlace(1 - share).PlusInPlace(b, share);

    /// <summary>factor · a.</summary>
    public static Tensor Times(this Tensor a, double factor)
    {
        using var scalar = factor.ToScalar();
        return a.mul(scalar);
    }

    /// <summary>a ← factor · a.</summary>
    public static Tensor TimesInPlace(this Tensor a, double factor)
    {
        using var scalar = factor.ToScalar();
        return a.mul_(scalar);
    }

    /// <summary>a, held at or below a number.</summary>
    public static Tensor AtMost(this Tensor a, double highest)
    {
        using var scalar = highest.ToScalar();
        return a.clamp_max(scalar);
    }

    /// <summary>a ← a, held at or below a number.</summary>
    public static Tensor AtMostInPlace(this Tensor a, double highest)
    {
        using var scalar = highest.ToScalar();
        return a.clamp_max_(scalar);
    }

    /// <summary>a, held between two numbers.</summary>
    public static Tensor Between(this Tensor a, double lowest, double highest)
    {
        using var low = lowest.ToScalar();
        using var high = highest.ToScalar();
        return a.clamp(low, high);
    }

    /// <summary>a to the power of a number.</summary>
    public static Tensor Power(this Tensor a, double exponent)
    {
        using var scalar = exponent.ToScalar();
        return a.pow(scalar);
    }
}

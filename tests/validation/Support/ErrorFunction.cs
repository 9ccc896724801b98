namespace Noble.Edge.Validation;

/// <summary>The complementary error function, to about 1e-14.</summary>
internal static class ErrorFunction
{
    /// <summary>erfc(x) = 2/√π ∫ₓ^∞ exp(−t²) dt.</summary>
    public static double Complement(double x)
    {
        if (x < 0)
        {
            return 2 - Complement(-x);
        }

        return x < 2 ? 1 - Series(x) : Fraction(x);
    }

    // Abramowitz and Stegun 7.1.6: all terms positive, no cancellation.
    private static double Series(double x)
    {
        var term = x;
        var sum = x;
        for (var n = 1; term > 1e-18 * sum; n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    // Abramowitz and Stegun 7.1.14, from the bottom up.
    private static double Fraction(double x)
    {
        var value = x;
        for (var n = 200; n >= 1; n--)
        {
            value = x + (n / 2.0 / value);
        }

        return Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * value);
    }
}

namespace Noble.Edge.Operator;

/// <summary>The normal distribution in float64, relative error about 1e-15; for references and tables, not for speed.</summary>
internal static class ErrorFunction
{
    /// <summary>Gaussian error linear unit, x Phi(x), Phi the standard normal distribution function.</summary>
    public static double Gelu(double x) => x * NormalCdf(x);

    /// <summary>The standard normal distribution function.</summary>
    public static double NormalCdf(double x) => x < 0 ? UpperTail(-x) : 1 - UpperTail(x);

    /// <summary>1 - Phi(t) for t at least 0, without cancellation in the tail.</summary>
    public static double UpperTail(double t)
    {
        double density = Math.Exp(-0.5 * t * t) / Math.Sqrt(2 * Math.PI);
        if (t < 3)
        {
            // Phi(t) - 1/2 = density (t + t^3/3 + t^5/(3 5) + ...), all terms positive (Abramowitz and Stegun 26.2.11).
            double term = t;
            double sum = t;
            for (int n = 3; term > sum * 1e-17; n += 2)
            {
                term *= t * t / n;
                sum += term;
            }

            return 0.5 - (density * sum);
        }

        // Laplace's continued fraction 1/(t + 1/(t + 2/(t + 3/(t + ...)))) (Abramowitz and Stegun 26.2.14), from its tail.
        double fraction = t;
        for (int k = 120; k >= 1; k--)
        {
            fraction = t + (k / fraction);
        }

        return density / fraction;
    }
}

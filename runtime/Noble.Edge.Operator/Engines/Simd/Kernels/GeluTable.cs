using System.Runtime.InteropServices;

namespace Noble.Edge.Operator;

/// <summary>
/// The piecewise polynomial behind every gelu kernel:
/// gelu(x) = max(x, 0) - t (1 - Phi(t)) with t = min(|x|, 5.3), Phi the standard normal distribution function.
/// </summary>
/// <remarks>
/// t (1 - Phi(t)) is smooth and at most 0.17, so that rounding in it never costs more than a rounding of gelu itself, and
/// behind 5.3 it is under 4e-7. Interval k holds the t whose t <see cref="Scale"/> rounds to k; on it Phi - 1 is a
/// polynomial. That its error is multiplied by t keeps gelu of small numbers exact to their own rounding. The rounding to k
/// is an addition of <see cref="Rounder"/>, whose sum has k in its lowest bits. The coefficients are not stored numbers:
/// they are computed at start by interpolation in the Chebyshev points from the float64 distribution function
/// (<see cref="ErrorFunction"/>). Greatest error of gelu: 1e-6.
/// </remarks>
internal sealed unsafe class GeluTable
{
    /// <summary>What |x| is cut off at.</summary>
    public const float Cutoff = 5.3f;

    /// <summary>1.5 x 2^23: a small number added to it is rounded to an integer, which stands in the lowest bits of the sum.</summary>
    public const float Rounder = 12582912f;

    /// <summary>
    /// Eight intervals, which a 256-bit register holds, of degree 5 in u = t Scale - k: over intervals this long the powers
    /// of t itself would cancel.
    /// </summary>
    public static GeluTable Coarse { get; } = new(intervals: 8, degree: 5, centred: true);

    /// <summary>Thirty-two intervals, which two 512-bit registers hold, of degree 3 in t itself.</summary>
    public static GeluTable Fine { get; } = new(intervals: 32, degree: 3, centred: false);

    private readonly bool _centred;

    private GeluTable(int intervals, int degree, bool centred)
    {
        _centred = centred;
        Intervals = intervals;
        Degree = degree;

        // The first interval is half an interval, because nothing lies below zero. A little less than fits, so that the
        // cutoff itself rounds into the last one.
        Scale = (float)((intervals - 0.50001) / Cutoff);

        // Lives as long as the process.
        Coefficients = (float*)NativeMemory.AlignedAlloc((nuint)((degree + 1) * intervals * sizeof(float)), 64);
        Span<double> polynomial = stackalloc double[degree + 1];
        for (int interval = 0; interval < intervals; interval++)
        {
            Interpolate(interval, polynomial);
            for (int power = 0; power <= degree; power++)
            {
                Coefficients[(power * intervals) + interval] = (float)polynomial[power];
            }
        }
    }

    /// <summary>Intervals, a power of two.</summary>
    public int Intervals { get; }

    /// <summary>Degree of the polynomial on an interval.</summary>
    public int Degree { get; }

    /// <summary>Intervals per unit of |x|.</summary>
    public float Scale { get; }

    /// <summary>Coefficients of Phi - 1, shape [<see cref="Degree"/> + 1, <see cref="Intervals"/>], lowest power first, 64-byte aligned.</summary>
    public float* Coefficients { get; }

    /// <summary>gelu of one number: the scalar twin of the vector kernels.</summary>
    public float Gelu(float x)
    {
        float t = MathF.Abs(x) < Cutoff ? MathF.Abs(x) : Cutoff;
        int interval = (int)((t * Scale) + 0.5f);
        float u = _centred ? (t * Scale) - interval : t;
        float p = Coefficients[(Degree * Intervals) + interval];
        for (int power = Degree - 1; power >= 0; power--)
        {
            p = (p * u) + Coefficients[(power * Intervals) + interval];
        }

        return MathF.Max(x, 0) + (t * p);
    }

    // Newton's divided differences in the Chebyshev points of the interval (of its upper half where it is the first), expanded to powers.
    private void Interpolate(int interval, Span<double> powers)
    {
        int points = Degree + 1;
        Span<double> nodes = stackalloc double[points];
        Span<double> divided = stackalloc double[points];
        for (int k = 0; k < points; k++)
        {
            double u = 0.5 * Math.Cos(Math.PI * ((2 * k) + 1) / (2 * points));
            u = interval == 0 ? 0.25 + (0.5 * u) : u;
            double t = (interval + u) / Scale;
            nodes[k] = _centred ? u : t;
            divided[k] = -ErrorFunction.UpperTail(t);
        }

        for (int order = 1; order < points; order++)
        {
            for (int k = points - 1; k >= order; k--)
            {
                divided[k] = (divided[k] - divided[k - 1]) / (nodes[k] - nodes[k - order]);
            }
        }

        powers.Clear();
        for (int k = points - 1; k >= 0; k--)
        {
            for (int power = Degree; power > 0; power--)
            {
                powers[power] = powers[power - 1] - (nodes[k] * powers[power]);
            }

            powers[0] = divided[k] - (nodes[k] * powers[0]);
        }
    }
}

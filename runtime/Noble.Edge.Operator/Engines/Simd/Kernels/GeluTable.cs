using System.Runtime.InteropServices;

namespace Noble.Edge.Operator;

/// <summary>
/// The piecewise polynomial behind every gelu kernel:
/// gelu(x) = max(x, 0) - g(min(|x|, 5.3)) with g(t) = t (1 - Phi(t)), Phi the standard normal distribution function.
/// </summary>
/// <remarks>
/// g is smooth and at most 0.17, so that rounding in it never costs more than a rounding of gelu itself, and behind 5.3 it
/// is under 4e-7. Interval k, one per lane of a 256-bit register, holds the t whose t <see cref="Scale"/> rounds to k; on
/// it -g is a polynomial of degree 5 in u = t Scale - k. The rounding is an addition of <see cref="Rounder"/>, whose sum
/// has k in its lowest bits. The coefficients are not stored numbers: they are computed at start by interpolation in the
/// Chebyshev points from the float64 distribution function (<see cref="ErrorFunction"/>). Greatest error of gelu: 1e-6.
/// </remarks>
internal static unsafe class GeluTable
{
    /// <summary>Intervals, a power of two.</summary>
    public const int Intervals = 8;

    /// <summary>Degree of the polynomial on an interval.</summary>
    public const int Degree = 5;

    /// <summary>Entries of a row of the table: the intervals twice over, so that a 512-bit register finds them in each half.</summary>
    public const int Row = 2 * Intervals;

    /// <summary>Where g is cut off.</summary>
    public const float Cutoff = 5.3f;

    /// <summary>
    /// Intervals per unit of |x|; the first is half an interval, because nothing lies below zero. A little less than fits,
    /// so that the cutoff itself rounds into the last interval.
    /// </summary>
    public const float Scale = (float)((Intervals - 0.50001) / Cutoff);

    /// <summary>1.5 x 2^23: a small number added to it is rounded to an integer, which stands in the lowest bits of the sum.</summary>
    public const float Rounder = 12582912f;

    // Lives as long as the process.
    private static readonly float* Table = Build();

    /// <summary>Coefficients of -g, shape [<see cref="Degree"/> + 1, <see cref="Row"/>], lowest power first, 64-byte aligned.</summary>
    public static float* Coefficients => Table;

    private static float* Build()
    {
        var table = (float*)NativeMemory.AlignedAlloc((Degree + 1) * Row * sizeof(float), 64);
        Span<double> polynomial = stackalloc double[Degree + 1];
        for (int interval = 0; interval < Intervals; interval++)
        {
            Interpolate(interval, polynomial);
            for (int power = 0; power <= Degree; power++)
            {
                table[(power * Row) + interval] = (float)polynomial[power];
                table[(power * Row) + Intervals + interval] = (float)polynomial[power];
            }
        }

        return table;
    }

    // Newton's divided differences in the Chebyshev points of [-1/2, 1/2], of [0, 1/2] in the first interval, expanded to powers of u.
    private static void Interpolate(int interval, Span<double> powers)
    {
        const int Points = Degree + 1;
        Span<double> nodes = stackalloc double[Points];
        Span<double> divided = stackalloc double[Points];
        for (int k = 0; k < Points; k++)
        {
            nodes[k] = 0.5 * Math.Cos(Math.PI * ((2 * k) + 1) / (2 * Points));
            nodes[k] = interval == 0 ? 0.25 + (0.5 * nodes[k]) : nodes[k];
            double t = (interval + nodes[k]) / Scale;
            divided[k] = -t * ErrorFunction.UpperTail(t);
        }

        for (int order = 1; order < Points; order++)
        {
            for (int k = Points - 1; k >= order; k--)
            {
                divided[k] = (divided[k] - divided[k - 1]) / (nodes[k] - nodes[k - order]);
            }
        }

        powers.Clear();
        for (int k = Points - 1; k >= 0; k--)
        {
            for (int power = Degree; power > 0; power--)
            {
                powers[power] = powers[power - 1] - (nodes[k] * powers[power]);
            }

            powers[0] = divided[k] - (nodes[k] * powers[0]);
        }
    }
}

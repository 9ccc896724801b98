using System.Numerics;

namespace Noble.Edge.Validation;

/// <summary>exp(x) to far more digits than a double has, twice: fast, and to any precision to check the fast one.</summary>
internal static class ExactExponential
{
    // ln 2 in three doubles, about 160 bits.
    private static readonly double LogarithmOf2A = Math.Log(2);
    private static readonly double LogarithmOf2B = LogarithmOf2Rest(LogarithmOf2A);
    private static readonly double LogarithmOf2C = LogarithmOf2Rest(LogarithmOf2A, LogarithmOf2B);

    /// <summary>exp(x) / 2^exponent as a double-double between 0.7 and 1.5, relative error under 1e-29.</summary>
    public static DoubleDouble Scaled(double x, out int exponent)
    {
        exponent = (int)Math.Round(x / Math.Log(2));
        var n = -(double)exponent;
        var r = new DoubleDouble(x, 0) + DoubleDouble.TwoProduct(n, LogarithmOf2A);
        r += DoubleDouble.TwoProduct(n, LogarithmOf2B);
        r += new DoubleDouble(n * LogarithmOf2C, 0);

        // Taylor on r / 64 (under 0.0055): r^13 / 13! is below 1e-39; then six squarings of exp(s) - 1, which keep its digits.
        var s = new DoubleDouble(r.High / 64, r.Low / 64);
        var sum = new DoubleDouble(0, 0);
        for (var k = 14; k >= 1; k--)
        {
            sum = s * (sum + new DoubleDouble(1, 0)) / k;
        }

        for (var squaring = 0; squaring < 6; squaring++)
        {
            sum = (sum * sum) + sum + sum;
        }

        return sum + new DoubleDouble(1, 0);
    }

    /// <summary>exp(x) · 2^bits as an integer, by its Taylor series in integers: slow, and exact to a few parts in 2^bits.</summary>
    /// <param name="x">|x| under 1.</param>
    /// <param name="bits">Bits after the binary point.</param>
    public static BigInteger FixedPoint(double x, int bits)
    {
        var argument = ToFixed(x, bits);
        var one = BigInteger.One << bits;
        var term = one;
        var sum = one;
        for (var k = 1; !term.IsZero && k < 1000; k++)
        {
            term = (term * argument / k) >> bits;
            sum += term;
        }

        return sum;
    }

    /// <summary>x · 2^bits, rounded down.</summary>
    public static BigInteger ToFixed(double x, int bits)
    {
        var raw = BitConverter.DoubleToInt64Bits(x);
        var biased = (int)((raw >> 52) & 0x7FF);
        var mantissa = new BigInteger((raw & 0xFFFFFFFFFFFFF) | (biased == 0 ? 0 : 1L << 52));
        var shift = Math.Max(biased, 1) - 1075 + bits;
        var magnitude = shift >= 0 ? mantissa << shift : mantissa >> -shift;
        return raw < 0 ? -magnitude : magnitude;
    }

    /// <summary>ln 2 minus the parts, rounded to a double.</summary>
    private static double LogarithmOf2Rest(params double[] parts)
    {
        // ln 2 = Σ 1 / (k 2^k), in integers.
        const int Bits = 400;
        var sum = BigInteger.Zero;
        for (var k = 1; k <= Bits; k++)
        {
            sum += (BigInteger.One << (Bits - k)) / k;
        }

        foreach (var part in parts)
        {
            sum -= ToFixed(part, Bits);
        }

        // In two steps: 2^-400 times a large integer is in a double's range.
        return (double)sum * Math.Pow(2, -Bits);
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Noble.Edge.Neurons;

/// <summary>Exponential of a vector of doubles, compiled into the loop that uses it.</summary>
internal static class LaneExp
{
    private const double InverseLogarithmOf2 = 1.4426950408889634;

    // ln 2 in two parts, so that n · ln 2 is exact enough for the remainder to keep all its bits (Cody and Waite).
    private const double LogarithmOf2High = 0.693147180369123816490;
    private const double LogarithmOf2Low = 1.90821492927058770002e-10;

    /// <summary>Arguments are held to ±708, where the result still is a normal number.</summary>
    private const double Limit = 708;

    // Adding this leaves the argument rounded to an integer in the low bits of the mantissa.
    private const double RoundingShift = 6755399441055744;

    /// <summary>exp(x), within two units in the last place; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Exp(Lanes x)
    {
        x = LaneMath.Min(LaneMath.Max(x, LaneMath.Create(-Limit)), LaneMath.Create(Limit));
        var shifted = LaneMath.MultiplyAddEstimate(x, LaneMath.Create(InverseLogarithmOf2), LaneMath.Create(RoundingShift));
        var n = shifted - LaneMath.Create(RoundingShift);
        var r = LaneMath.MultiplyAddEstimate(n, LaneMath.Create(-LogarithmOf2High), x);
        r = LaneMath.MultiplyAddEstimate(n, LaneMath.Create(-LogarithmOf2Low), r);

        // Taylor to r^13, |r| <= 0.347: the rest is under 1e-17. Pairs, then pairs of pairs: a short chain of operations.
        var s = r * r;
        var q = s * s;
        var p23 = LaneMath.MultiplyAddEstimate(r, LaneMath.Create(1.0 / 6), LaneMath.Create(0.5));
        var p45 = LaneMath.MultiplyAddEstimate(r, LaneMath.Create(1.0 / 120), LaneMath.Create(1.0 / 24));
        var p67 = LaneMath.MultiplyAddEstimate(r, LaneMath.Create(1.0 / 5040), LaneMath.Create(1.0 / 720));
        var p89 = LaneMath.MultiplyAddEstimate(r, LaneMath.Create(1.0 / 362880), LaneMath.Create(1.0 / 40320));
        var p1011 = LaneMath.MultiplyAddEstimate(r, LaneMath.Create(1.0 / 39916800), LaneMath.Create(1.0 / 3628800));
        var p1213 = LaneMath.MultiplyAddEstimate(r, LaneMath.Create(1.0 / 6227020800), LaneMath.Create(1.0 / 479001600));
        var low = LaneMath.MultiplyAddEstimate(s, p45, p23);
        var middle = LaneMath.MultiplyAddEstimate(s, p89, p67);
        var high = LaneMath.MultiplyAddEstimate(s, p1213, p1011);
        var tail = LaneMath.MultiplyAddEstimate(q, LaneMath.MultiplyAddEstimate(q, high, middle), low);
        var result = LaneMath.MultiplyAddEstimate(tail, s, r) + Lanes.One;

        // Times 2^n: n goes straight into the exponent field.
        return (result.AsInt64() + (shifted.AsInt64() << 52)).AsDouble();
    }
}

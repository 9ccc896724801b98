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

        // Taylor to r^13, |r| <= 0.347: the rest is under 1e-17. Even and odd halves run side by side.
        var s = r * r;
        var even = LaneMath.Create(1.0 / 479001600);
        even = LaneMath.MultiplyAddEstimate(even, s, LaneMath.Create(1.0 / 3628800));
        even = LaneMath.MultiplyAddEstimate(even, s, LaneMath.Create(1.0 / 40320));
        even = LaneMath.MultiplyAddEstimate(even, s, LaneMath.Create(1.0 / 720));
        even = LaneMath.MultiplyAddEstimate(even, s, LaneMath.Create(1.0 / 24));
        even = LaneMath.MultiplyAddEstimate(even, s, LaneMath.Create(0.5));
        var odd = LaneMath.Create(1.0 / 6227020800);
        odd = LaneMath.MultiplyAddEstimate(odd, s, LaneMath.Create(1.0 / 39916800));
        odd = LaneMath.MultiplyAddEstimate(odd, s, LaneMath.Create(1.0 / 362880));
        odd = LaneMath.MultiplyAddEstimate(odd, s, LaneMath.Create(1.0 / 5040));
        odd = LaneMath.MultiplyAddEstimate(odd, s, LaneMath.Create(1.0 / 120));
        odd = LaneMath.MultiplyAddEstimate(odd, s, LaneMath.Create(1.0 / 6));
        var tail = LaneMath.MultiplyAddEstimate(odd, r, even);
        var result = LaneMath.MultiplyAddEstimate(tail, s, r) + Lanes.One;

        // Times 2^n: n goes straight into the exponent field.
        return (result.AsInt64() + (shifted.AsInt64() << 52)).AsDouble();
    }
}

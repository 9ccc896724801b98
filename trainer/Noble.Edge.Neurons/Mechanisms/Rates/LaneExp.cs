using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Noble.Edge.Neurons;

/// <summary>Exponential of a vector of doubles, compiled into the loop that uses it.</summary>
internal static class LaneExp
{
    private const double InverseLogarithmOf2 = 1.4426950408889634;

    // ln 2 in two parts, so that n · ln 2 is exact enough for the remainder to keep all its bits (Cody and Waite).
    private const double LogarithmOf2High = 0.693147180369123816490;
    private const double LogarithmOf2Low = 1.90821492927058770002e-10;

    // The same for a sixteenth of it.
    private const double SixteenthLogarithmHigh = 0.04332169877307024;
    private const double SixteenthLogarithmLow = 1.1926343307941173e-11;

    /// <summary>Arguments are held to ±708, where the result still is a normal number.</summary>
    private const double Limit = 708;

    // Adding this leaves the argument rounded to an integer in the low bits of the mantissa.
    private const double RoundingShift = 6755399441055744;

    /// <summary>exp(x), within two units in the last place; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Exp(Lanes x) => Avx512F.IsSupported ? ExpByTable(x) : ExpByPolynomial(x);

    /// <summary>2^n times a polynomial in the rest, for any machine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Lanes ExpByPolynomial(Lanes x)
    {
        // The native forms give their second argument where one is NaN.
        x = LaneMath.MinNative(LaneMath.Create(Limit), LaneMath.MaxNative(LaneMath.Create(-Limit), x));
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

    /// <summary>2^(n/16) from a table in registers, times a shorter polynomial in the shorter rest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Lanes ExpByTable(Lanes x)
    {
        x = LaneMath.MinNative(LaneMath.Create(Limit), LaneMath.MaxNative(LaneMath.Create(-Limit), x));
        var shifted = LaneMath.MultiplyAddEstimate(x, LaneMath.Create(16 * InverseLogarithmOf2), LaneMath.Create(RoundingShift));
        var n = shifted - LaneMath.Create(RoundingShift);
        var r = LaneMath.MultiplyAddEstimate(n, LaneMath.Create(-SixteenthLogarithmHigh), x);
        r = LaneMath.MultiplyAddEstimate(n, LaneMath.Create(-SixteenthLogarithmLow), r);

        // The permutation takes n modulo 16. The entries lack what n modulo 16 adds when n is shifted into the exponent field.
        var entry = Avx512F.PermuteVar8x64x2(
            LaneMath.Create(0x3FF0000000000000, 0x3FEFB5586CF9890F, 0x3FEF72B83C7D517B, 0x3FEF387A6E756238, 0x3FEF06FE0A31B715, 0x3FEEDEA64C123422, 0x3FEEBFDAD5362A27, 0x3FEEAB07DD485429),
            shifted.AsInt64(),
            LaneMath.Create(0x3FEEA09E667F3BCD, 0x3FEEA11473EB0187, 0x3FEEACE5422AA0DB, 0x3FEEC49182A3F090, 0x3FEEE89F995AD3AD, 0x3FEF199BDD85529C, 0x3FEF5818DCFBA487, 0x3FEFA4AFA2A490DA));
        var scale = (entry + (shifted.AsInt64() << 48)).AsDouble();

        // exp(r) − 1 for |r| <= 0.0217 by a minimax polynomial (Remez): the rest is under 1.2e-17.
        var s = r * r;
        var p23 = LaneMath.MultiplyAddEstimate(r, LaneMath.Create(0.1666666666441347), LaneMath.Create(0.49999999999999606));
        var p45 = LaneMath.MultiplyAddEstimate(r, LaneMath.Create(0.008333472059377445), LaneMath.Create(0.0416666666933031));
        var p456 = LaneMath.MultiplyAddEstimate(s, LaneMath.Create(0.0013888593771650437), p45);
        var tail = LaneMath.MultiplyAddEstimate(s, p456, p23);
        return LaneMath.MultiplyAddEstimate(scale, LaneMath.MultiplyAddEstimate(s, tail, r), scale);
    }
}

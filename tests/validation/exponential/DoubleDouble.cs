namespace Noble.Edge.Validation;

/// <summary>A number as the unevaluated sum of two doubles: about 31 digits.</summary>
/// <remarks>Dekker 1971, Numer Math 18:224; Knuth, TAOCP 2, 4.2.2.</remarks>
/// <param name="High">The sum rounded to a double.</param>
/// <param name="Low">The rest.</param>
internal readonly record struct DoubleDouble(double High, double Low)
{
    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        var s = TwoSum(a.High, b.High);
        var t = TwoSum(a.Low, b.Low);
        var u = QuickTwoSum(s.High, s.Low + t.High);
        return QuickTwoSum(u.High, u.Low + t.Low);
    }

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        var p = TwoProduct(a.High, b.High);
        return QuickTwoSum(p.High, p.Low + ((a.High * b.Low) + (a.Low * b.High)));
    }

    public static DoubleDouble operator /(DoubleDouble a, double b)
    {
        var q = a.High / b;
        var rest = a + (new DoubleDouble(q, 0) * new DoubleDouble(-b, 0));
        return QuickTwoSum(q, rest.High / b);
    }

    /// <summary>a · b without rounding.</summary>
    public static DoubleDouble TwoProduct(double a, double b)
    {
        var p = a * b;
        return new(p, Math.FusedMultiplyAdd(a, b, -p));
    }

    private static DoubleDouble TwoSum(double a, double b)
    {
        var s = a + b;
        var part = s - a;
        return new(s, (a - (s - part)) + (b - part));
    }

    private static DoubleDouble QuickTwoSum(double a, double b)
    {
        var s = a + b;
        return new(s, b - (s - a));
    }
}

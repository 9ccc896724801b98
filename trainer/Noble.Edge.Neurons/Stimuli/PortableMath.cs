namespace Noble.Edge.Neurons;

/// <summary>Exponential and logarithm from IEEE 754 additions, products and quotients only: the same bits on every machine.</summary>
/// <remarks>The platform's own may differ in the last place from one C library to the next. Good to 1e-15 relative.</remarks>
internal static class PortableMath
{
    /// <summary>Natural logarithm of a number over 0.</summary>
    public static double Log(double x)
    {
        // x = m 2^e with m in [√½, √2), where log m = 2 artanh((m − 1)/(m + 1)) converges fast.
        var exponent = Math.ILogB(x);
        var mantissa = Math.ScaleB(x, -exponent);
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            exponent++;
        }

        var s = (mantissa - 1) / (mantissa + 1);
        var square = s * s;
        double sum = 0;
        for (var k = 23; k >= 1; k -= 2)
        {
            sum = (sum * square) + (1.0 / k);
        }

        return (2 * s * sum) + (exponent * 0.69314718055994531);
    }

    /// <summary>Exponential of a number of moderate size.</summary>
    public static double Exp(double x)
    {
        // exp x = 2^n exp r with |r| at most half of log 2.
        var n = Math.Floor((x / 0.69314718055994531) + 0.5);
        if (n < -1020)
        {
            return 0;
        }

        var r = x - (n * 0.69314718055994531);
        double sum = 1;
        for (var k = 18; k >= 1; k--)
        {
            sum = 1 + (sum * r / k);
        }

        return Math.ScaleB(sum, (int)n);
    }
}

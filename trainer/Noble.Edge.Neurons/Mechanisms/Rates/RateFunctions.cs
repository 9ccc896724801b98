using System.Runtime.CompilerServices;

namespace Noble.Edge.Neurons;

/// <summary>The functions of voltage that channel equations are written in.</summary>
public static class RateFunctions
{
    /// <summary>Below this |x/y| the linoid is replaced by its series, as NEURON does.</summary>
    private const double SingularWidth = 1e-6;

    /// <summary>Boltzmann steady state 1 / (1 + exp(−(v − half) / slope)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Boltzmann(Lanes v, Lanes half, double slope) =>
        Lanes.One / (Lanes.One + LaneExp.Exp((half - v) * LaneMath.Create(1 / slope)));

    /// <summary>x / (exp(x / y) − 1), with its limit y where x is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Linoid(Lanes x, double y)
    {
        var ratio = x * LaneMath.Create(1 / y);
        var regular = x / (LaneExp.Exp(ratio) - Lanes.One);
        var series = LaneMath.Create(y) * (Lanes.One - (ratio * LaneMath.Create(0.5)));
        return LaneMath.ConditionalSelect(
            LaneMath.LessThan(LaneMath.Abs(ratio), LaneMath.Create(SingularWidth)), series, regular);
    }

    /// <summary>Linoids of x and of −x together, with one exponential.</summary>
    /// <param name="x">Argument.</param>
    /// <param name="y">Width, over 0, in the argument's unit.</param>
    /// <returns>x / (exp(x / y) − 1) and −x / (exp(−x / y) − 1); both y where x is 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes Falling, Lanes Rising) LinoidPair(Lanes x, double y) =>
        LinoidPair(x, LaneMath.Create(y), LaneMath.Create(1 / y));

    /// <inheritdoc cref="LinoidPair(Lanes, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes Falling, Lanes Rising) LinoidPair(Lanes x, Lanes y) => LinoidPair(x, y, Lanes.One / y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Lanes Falling, Lanes Rising) LinoidPair(Lanes x, Lanes y, Lanes inverse)
    {
        // Written in |x|, where the exponential is at most 1: nothing overflows, and the small one keeps its digits.
        var size = LaneMath.Abs(x);
        var ratio = size * inverse;
        var e = LaneExp.Exp(-ratio);
        var regular = size * e / (Lanes.One - e);
        var series = y * (Lanes.One - (ratio * LaneMath.Create(0.5)));
        var small = LaneMath.ConditionalSelect(LaneMath.LessThan(ratio, LaneMath.Create(SingularWidth)), series, regular);
        var large = small + size;
        var isNegative = LaneMath.LessThan(x, Lanes.Zero);
        return (LaneMath.ConditionalSelect(isNegative, large, small), LaneMath.ConditionalSelect(isNegative, small, large));
    }

    /// <summary>exp(−((v − centre) / width)²).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Gaussian(Lanes v, double centre, double width)
    {
        var x = (v - LaneMath.Create(centre)) * LaneMath.Create(1 / width);
        return LaneExp.Exp(-(x * x));
    }

    /// <summary>Factor Q10^((celsius − reference) / 10) on rates that were measured at a reference temperature.</summary>
    public static double Q10(double factor, double celsius, double reference) => Math.Pow(factor, (celsius - reference) / 10);

    /// <summary>amplitude · exp(v / scale).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Exponential(Lanes v, double amplitude, double scale) =>
        LaneMath.Create(amplitude) * LaneExp.Exp(v * LaneMath.Create(1 / scale));
}

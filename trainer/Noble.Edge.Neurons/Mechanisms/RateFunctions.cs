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

    /// <summary>amplitude · exp(v / scale).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Exponential(Lanes v, double amplitude, double scale) =>
        LaneMath.Create(amplitude) * LaneExp.Exp(v * LaneMath.Create(1 / scale));
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Noble.Edge.Operator;

/// <summary>sin and cos of an angle and of its octaves 2^k, for many samples.</summary>
/// <remarks>
/// Hot path. One octave comes from the one before by the double-angle formulas: in float64 their error stays under 1e-12
/// for 16 octaves. The vector form takes sixteen samples at a time; the scalar form takes the rest, and everything where
/// the machine has no vectors.
/// </remarks>
internal static class Octaves
{
    private const int Step = 16;

    /// <summary>Of 2 pi phi: rows 2k and 2k + 1 receive sin and cos of 2^k 2 pi phi.</summary>
    /// <param name="phase">phi, shape [sample]. [cycles]</param>
    /// <param name="frequencies">Octaves K.</param>
    /// <param name="rows">Shape [2 K, sample] with rows <paramref name="rowStride"/> apart.</param>
    /// <param name="rowStride">Distance between rows.</param>
    public static void OfPhase(ReadOnlySpan<double> phase, int frequencies, Span<float> rows, int rowStride)
    {
        int i = 0;
        for (; Vector128.IsHardwareAccelerated && i + Step <= phase.Length; i += Step)
        {
            (Vector512<double> sin, Vector512<double> cos) = Circle(Vector512.Create(phase[i..]));
            (Vector512<double> sinUpper, Vector512<double> cosUpper) = Circle(Vector512.Create(phase[(i + Vector512<double>.Count)..]));
            Store(sin, cos, sinUpper, cosUpper, frequencies, rows[i..], rowStride);
        }

        for (; i < phase.Length; i++)
        {
            OfAngle(2 * Math.PI * (phase[i] - Math.Floor(phase[i])), frequencies, rows[i..], rowStride);
        }
    }

    /// <summary>Of <paramref name="angleStep"/> i at sample i: rows 2k and 2k + 1 receive sin and cos of its octave k.</summary>
    /// <inheritdoc cref="OfPhase"/>
    /// <param name="angleStep">Angle from one sample to the next. [rad]</param>
    /// <param name="length">Samples.</param>
    /// <param name="frequencies">Octaves K.</param>
    /// <param name="rows">Shape [2 K, sample].</param>
    /// <param name="rowStride">Distance between rows.</param>
    public static void OfLine(double angleStep, int length, int frequencies, Span<float> rows, int rowStride)
    {
        // The angles of sixteen samples are those of the first sixteen, turned by the angle of the first of them.
        int i = 0;
        if (Vector128.IsHardwareAccelerated && length >= Step)
        {
            Vector512<double> angle = Vector512.CreateSequence(0.0, 1.0) * angleStep;
            (Vector512<double> sin0, Vector512<double> cos0) = SinCos(angle);
            (Vector512<double> sin0Upper, Vector512<double> cos0Upper) = SinCos(angle + Vector512.Create(Vector512<double>.Count * angleStep));
            for (; i + Step <= length; i += Step)
            {
                (double sin, double cos) = Math.SinCos(i * angleStep);
                Store(
                    (sin0 * cos) + (cos0 * sin),
                    (cos0 * cos) - (sin0 * sin),
                    (sin0Upper * cos) + (cos0Upper * sin),
                    (cos0Upper * cos) - (sin0Upper * sin),
                    frequencies,
                    rows[i..],
                    rowStride);
            }
        }

        for (; i < length; i++)
        {
            OfAngle(i * angleStep, frequencies, rows[i..], rowStride);
        }
    }

    /// <summary>The scalar twin: one sample.</summary>
    internal static void OfAngle(double angle, int frequencies, Span<float> column, int rowStride)
    {
        (double sin, double cos) = Math.SinCos(angle);
        for (int k = 0; k < frequencies; k++)
        {
            column[2 * k * rowStride] = (float)sin;
            column[((2 * k) + 1) * rowStride] = (float)cos;
            (sin, cos) = (2 * sin * cos, 1 - (2 * sin * sin));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Sin, Vector512<double> Cos) Circle(Vector512<double> phase) =>
        SinCos((phase - Vector512.Floor(phase)) * (2 * Math.PI));

    private static (Vector512<double> Sin, Vector512<double> Cos) SinCos(Vector512<double> angle) => Vector512.SinCos(angle);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(
        Vector512<double> sin,
        Vector512<double> cos,
        Vector512<double> sinUpper,
        Vector512<double> cosUpper,
        int frequencies,
        Span<float> column,
        int rowStride)
    {
        for (int k = 0; k < frequencies; k++)
        {
            Vector512.Narrow(sin, sinUpper).CopyTo(column[(2 * k * rowStride)..]);
            Vector512.Narrow(cos, cosUpper).CopyTo(column[(((2 * k) + 1) * rowStride)..]);
            (sin, cos) = ((sin + sin) * cos, Vector512<double>.One - ((sin + sin) * sin));
            (sinUpper, cosUpper) = ((sinUpper + sinUpper) * cosUpper, Vector512<double>.One - ((sinUpper + sinUpper) * sinUpper));
        }
    }
}

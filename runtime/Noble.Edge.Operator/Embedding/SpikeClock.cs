using System.Runtime.Intrinsics;

namespace Noble.Edge.Operator;

/// <summary>
/// The spike clock: when a neuron's spikes come in a repetitive train, as a smooth function of time and current.
/// </summary>
/// <remarks>
/// phi(u) = c0 + c1 u + sum_j d_j (1 - exp(-u / tau_j)), u the time since current onset [ms]; spike n (0, 1, ...) comes at phi = n.
/// Each of c0, c1, d_j is a cubic spline in x (see <see cref="Variable"/>) on equal intervals of 0..1; beyond 1 it stays as at 1.
/// Coefficients are laid out [c0, c1, d_0 ...][spline]; those of the transient part follow (see <see cref="TransientTrain"/>).
/// </remarks>
public sealed class SpikeClock
{
    private const int Lanes = 8;

    private readonly double[] _timeConstants; // [ms]

    /// <param name="spec">Shape of the clock.</param>
    public SpikeClock(ClockSpec spec)
    {
        Spec = spec;
        _timeConstants = [.. spec.TimeConstantsMilliseconds];
    }

    /// <summary>Shape of the clock.</summary>
    public ClockSpec Spec { get; }

    /// <summary>Terms of phi: 2 + time constants.</summary>
    public int TermCount => 2 + _timeConstants.Length;

    /// <summary>The splines' variable, x = sqrt((I - onset) / reference), the reference the maximum - onset where the clock has a maximum; 0 at and under the onset.</summary>
    public double Variable(double currentNanoamperes, double onsetNanoamperes)
    {
        var reference = Spec.MaximumNanoamperes is { } maximum ? Math.Max(maximum - onsetNanoamperes, Spec.ReferenceNanoamperes / 1e3) : Spec.ReferenceNanoamperes;
        return Math.Sqrt(Math.Max(0, currentNanoamperes - onsetNanoamperes) / reference);
    }

    /// <summary>The value of each basis function at <paramref name="sinceOnset"/> [ms]; shape [term].</summary>
    public void Basis(double sinceOnset, Span<double> terms)
    {
        terms[0] = 1;
        terms[1] = sinceOnset;
        for (var j = 0; j < _timeConstants.Length; j++)
        {
            terms[2 + j] = 1 - Math.Exp(-sinceOnset / _timeConstants[j]);
        }
    }

    /// <summary>The uniform cubic B-splines at <paramref name="x"/>: four of them are not 0, and they sum to 1.</summary>
    /// <param name="x">See <see cref="Variable"/>.</param>
    /// <param name="weights">Shape [spline].</param>
    public static void SplineWeights(double x, Span<double> weights)
    {
        var intervals = weights.Length - 3;
        var position = Math.Clamp(x, 0, 1) * intervals;
        var first = Math.Min((int)position, intervals - 1);
        var t = position - first;
        weights.Clear();
        weights[first] = (1 - t) * (1 - t) * (1 - t) / 6;
        weights[first + 1] = ((((3 * t) - 6) * t * t) + 4) / 6;
        weights[first + 2] = ((((((-3 * t) + 3) * t) + 3) * t) + 1) / 6;
        weights[first + 3] = t * t * t / 6;
    }

    /// <summary>The coefficients at one current.</summary>
    /// <param name="coefficients">Shape [term, spline].</param>
    /// <param name="x">See <see cref="Variable"/>.</param>
    /// <param name="atCurrent">Shape [term].</param>
    public void AtCurrent(ReadOnlySpan<double> coefficients, double x, Span<double> atCurrent)
    {
        Span<double> weights = stackalloc double[Spec.Splines];
        SplineWeights(x, weights);
        for (var term = 0; term < TermCount; term++)
        {
            var value = 0.0;
            for (var spline = 0; spline < weights.Length; spline++)
            {
                value += weights[spline] * coefficients[(term * weights.Length) + spline];
            }

            atCurrent[term] = value;
        }
    }

    /// <summary>Phase [spikes] and rate [spikes/ms] at each sample after current onset.</summary>
    /// <param name="atCurrent">Shape [term], from <see cref="AtCurrent"/>.</param>
    /// <param name="stepMilliseconds">Sampling interval.</param>
    /// <param name="phase">Shape [sample], sample 0 at the onset.</param>
    /// <param name="rate">Shape [sample].</param>
    /// <remarks>Hot path. The exponentials run as geometric sequences: their rounding stays under 1e-11 over 10,000 samples.</remarks>
    public void Evaluate(ReadOnlySpan<double> atCurrent, double stepMilliseconds, Span<double> phase, Span<double> rate)
    {
        for (var i = 0; i < phase.Length; i++)
        {
            phase[i] = atCurrent[0] + (atCurrent[1] * (i * stepMilliseconds));
            rate[i] = atCurrent[1];
        }

        Span<double> remaining = stackalloc double[Lanes];
        for (var j = 0; j < _timeConstants.Length; j++)
        {
            var amplitude = atCurrent[2 + j];
            var slope = amplitude / _timeConstants[j];
            for (var lane = 0; lane < Lanes; lane++)
            {
                remaining[lane] = Math.Exp(-lane * stepMilliseconds / _timeConstants[j]);
            }

            // Lanes sequences beside each other: the products of a single one would wait for each other.
            var decay = Math.Exp(-Lanes * stepMilliseconds / _timeConstants[j]);
            var i = 0;
            var vector = Vector512.Create<double>(remaining);
            for (; i + Lanes <= phase.Length; i += Lanes)
            {
                var phases = phase.Slice(i, Lanes);
                var rates = rate.Slice(i, Lanes);
                (Vector512.Create<double>(phases) + ((Vector512<double>.One - vector) * amplitude)).CopyTo(phases);
                (Vector512.Create<double>(rates) + (vector * slope)).CopyTo(rates);
                vector *= decay;
            }

            for (var lane = 0; i < phase.Length; i++, lane++)
            {
                phase[i] += amplitude * (1 - vector[lane]);
                rate[i] += slope * vector[lane];
            }
        }
    }
}

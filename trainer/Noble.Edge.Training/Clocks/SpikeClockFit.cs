using MathNet.Numerics.LinearAlgebra;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>
/// Fits a neuron's spike clock to its sweeps over onset: penalised splines (Eilers and Marx 1996), least squares with weights that let
/// go of sweeps that no smooth clock follows (Holland and Welsch 1977, Cauchy weights).
/// </summary>
/// <remarks>
/// Linear in the coefficients: spike n of a sweep is one equation, phi(t_n; I) = n. A sweep's equations are terms in time by splines in
/// current, so that the normal matrix is made of small blocks; it is solved by Cholesky's method and refined by the equations' own residual.
/// </remarks>
public static class SpikeClockFit
{
    // Penalties on the second difference along current and on the size, relative to the equations' own size. On the published Pvalb
    // cell's held-out sweeps ten times of the roughness is worse, a tenth no better over 20 pA; the size was not varied alone. With a
    // prior they hold the change from it: on the cell's eight held-out neurons, with 12 or 20 sweeps, others were no better.
    private const double Roughness = 1e-4, Size = 1e-5, PriorRoughness = 1e-3, PriorSize = 1e-4;

    private const double LongestPause = 2.5; // in last intervals

    // Next to onset the last intervals of a train diverge, which no smooth clock follows: those sweeps count less, so that
    // they do not bend the rest.
    private const double FullWeightNanoamperes = 0.004, LeastWeight = 0.02;

    // A sweep whose spikes are this far off on the whole counts half.
    private const double HalfWeightMilliseconds = 0.03;
    private const int Reweightings = 4, Refinements = 2;

    /// <summary>Fits one neuron.</summary>
    /// <param name="spec">Shape of the clock.</param>
    /// <param name="onsetNanoamperes">The neuron's onset of repetitive firing.</param>
    /// <param name="sweeps">Sweeps over onset; those with fewer than two spikes, with a long pause, or at or under the onset are left out.</param>
    /// <param name="prior">A clock to stay near where the sweeps say nothing, [term, spline]: with a few sweeps, the latent point's; null for none.</param>
    /// <returns>Coefficients, [term, spline], and the transient part after them: the prior's, or zeros (see <see cref="TransientTrainFit"/>).</returns>
    /// <exception cref="ArgumentException">No sweep can be used.</exception>
    public static double[] Fit(ClockSpec spec, double onsetNanoamperes, IEnumerable<SpikeSweep> sweeps, double[]? prior = null)
    {
        var clock = new SpikeClock(spec);
        SweepEquations[] usable =
        [
            .. sweeps.Where(sweep => sweep.CurrentNanoamperes > onsetNanoamperes && IsTrain(sweep.TimesMilliseconds))
                .Select(sweep => new SweepEquations(
                    clock, sweep, onsetNanoamperes, Math.Min(1, LeastWeight + ((sweep.CurrentNanoamperes - onsetNanoamperes) / FullWeightNanoamperes)))),
        ];
        if (usable.Length == 0)
        {
            throw new ArgumentException($"no sweep over onset {onsetNanoamperes} nA with two spikes or more, expected at least one", nameof(sweeps));
        }

        var termSize = new double[clock.TermCount];
        foreach (var sweep in usable)
        {
            sweep.AddSizes(termSize);
        }

        var penalty = Penalty(spec, [.. termSize.Select(Math.Sqrt)], prior is null ? (Roughness, Size) : (PriorRoughness, PriorSize));
        var coefficients = new double[spec.CoefficientCount];
        prior?.CopyTo(coefficients, 0);
        var start = Vector<double>.Build.DenseOfArray(coefficients[..spec.RepetitiveCoefficientCount]);
        var found = start.Clone();
        for (var pass = 0; pass <= Reweightings; pass++)
        {
            var matrix = penalty.Clone();
            foreach (var sweep in usable)
            {
                sweep.AddTo(matrix);
            }

            var factor = matrix.Cholesky();
            for (var refinement = 0; refinement <= Refinements; refinement++)
            {
                var gradient = penalty * (start - found);
                foreach (var sweep in usable)
                {
                    sweep.AddGradient(found, gradient);
                }

                found += factor.Solve(gradient);
            }

            foreach (var sweep in usable)
            {
                var off = sweep.ErrorMilliseconds(found) / HalfWeightMilliseconds;
                sweep.Trust = 1 / (1 + (off * off));
            }
        }

        found.AsArray().CopyTo(coefficients, 0);
        return coefficients;
    }

    // The penalties' normal matrix, [coefficient, coefficient].
    private static Matrix<double> Penalty(ClockSpec spec, double[] termSize, (double Roughness, double Size) weights)
    {
        var matrix = Matrix<double>.Build.Dense(spec.RepetitiveCoefficientCount, spec.RepetitiveCoefficientCount);
        ReadOnlySpan<double> difference = [1, -2, 1];
        for (var term = 0; term < termSize.Length; term++)
        {
            var first = term * spec.Splines;
            var (rough, size) = (Math.Pow(weights.Roughness * termSize[term], 2), Math.Pow(weights.Size * termSize[term], 2));
            for (var spline = 0; spline < spec.Splines; spline++)
            {
                matrix[first + spline, first + spline] += size;
            }

            for (var spline = 0; spline < spec.Splines - 2; spline++)
            {
                for (var a = 0; a < 3; a++)
                {
                    for (var b = 0; b < 3; b++)
                    {
                        matrix[first + spline + a, first + spline + b] += rough * difference[a] * difference[b];
                    }
                }
            }
        }

        return matrix;
    }

    /// <summary>Whether a sweep is a train that a clock can be fitted to: two spikes or more, and no interval over 2.5 of the last.</summary>
    /// <param name="times">Spike times, ascending [ms].</param>
    /// <remarks>Within a few pA of onset some neurons fire, pause, and fire again: no smooth phase runs through that.</remarks>
    public static bool IsTrain(double[] times)
    {
        for (var n = 2; n < times.Length; n++)
        {
            if (times[n] - times[n - 1] > LongestPause * (times[^1] - times[^2]))
            {
                return false;
            }
        }

        return times.Length >= 2;
    }

    /// <summary>Root mean square error of the clock's spike times on given sweeps [ms]: the phase error over the rate.</summary>
    public static double TimeErrorMilliseconds(ClockSpec spec, double onsetNanoamperes, double[] coefficients, IEnumerable<SpikeSweep> sweeps)
    {
        var clock = new SpikeClock(spec);
        var atCurrent = new double[clock.TermCount];
        var terms = new double[clock.TermCount];
        var (sum, count) = (0.0, 0);
        foreach (var sweep in sweeps.Where(sweep => sweep.CurrentNanoamperes > onsetNanoamperes))
        {
            clock.AtCurrent(coefficients, clock.Variable(sweep.CurrentNanoamperes, onsetNanoamperes), atCurrent);
            for (var n = 0; n < sweep.TimesMilliseconds.Length; n++)
            {
                clock.Basis(sweep.TimesMilliseconds[n], terms);
                var (phase, rate) = (0.0, atCurrent[1]);
                for (var j = 0; j < terms.Length; j++)
                {
                    phase += atCurrent[j] * terms[j];
                    rate += j < 2 ? 0 : atCurrent[j] * (1 - terms[j]) / spec.TimeConstantsMilliseconds[j - 2];
                }

                var error = (phase - n) / rate;
                sum += error * error;
                count++;
            }
        }

        return count == 0 ? double.NaN : Math.Sqrt(sum / count);
    }
}

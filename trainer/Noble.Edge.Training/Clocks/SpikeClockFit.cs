using MathNet.Numerics.LinearAlgebra;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Fits a neuron's spike clock to its sweeps over onset: penalised splines (Eilers and Marx 1996), one least-squares problem.</summary>
/// <remarks>Linear in the coefficients: spike n of a sweep is one equation, phi(t_n; I) = n.</remarks>
public static class SpikeClockFit
{
    // Penalties on the second difference along current and on the size, relative to the equations' own size. On the
    // built-in cell's held-out sweeps a tenth and ten times of the roughness are both worse; the size was not varied.
    private const double Roughness = 1e-3, Size = 1e-4;

    // Next to onset the last intervals of a train diverge, which no smooth clock follows: those sweeps count less, so that
    // they do not bend the rest.
    private const double LongestPause = 2.5; // in last intervals
    private const double FullWeightNanoamperes = 0.004, LeastWeight = 0.02;

    /// <summary>Fits one neuron.</summary>
    /// <param name="spec">Shape of the clock.</param>
    /// <param name="onsetNanoamperes">The neuron's onset of repetitive firing.</param>
    /// <param name="sweeps">Sweeps over onset; those with fewer than two spikes or at or under the onset are left out.</param>
    /// <param name="prior">A clock to stay near where the sweeps say nothing, [term, spline]: with a few sweeps, the latent point's; null for none.</param>
    /// <returns>Coefficients, [term, spline], and the transient part after them: the prior's, or zeros (see <see cref="TransientTrainFit"/>).</returns>
    /// <exception cref="ArgumentException">No sweep can be used.</exception>
    public static double[] Fit(ClockSpec spec, double onsetNanoamperes, IEnumerable<SpikeSweep> sweeps, double[]? prior = null)
    {
        var clock = new SpikeClock(spec);
        var usable = sweeps.Where(sweep => sweep.CurrentNanoamperes > onsetNanoamperes && IsTrain(sweep.TimesMilliseconds)).ToArray();
        if (usable.Length == 0)
        {
            throw new ArgumentException($"no sweep over onset {onsetNanoamperes} nA with two spikes or more, expected at least one", nameof(sweeps));
        }

        var spikes = usable.Sum(sweep => sweep.TimesMilliseconds.Length);
        var penalties = clock.TermCount * ((2 * spec.Splines) - 2);
        var rows = Matrix<double>.Build.Dense(spikes + penalties, spec.RepetitiveCoefficientCount);
        var index = Vector<double>.Build.Dense(spikes + penalties);
        var termSize = FillSpikes(clock, usable, onsetNanoamperes, prior, rows, index);
        FillPenalties(spec, termSize, spikes, rows);

        var coefficients = new double[spec.CoefficientCount];
        prior?.CopyTo(coefficients, 0);
        var found = rows.QR().Solve(index);
        for (var c = 0; c < found.Count; c++)
        {
            coefficients[c] += found[c];
        }

        return coefficients;
    }

    // Within a few pA of onset some neurons fire, pause, and fire again: no smooth phase runs through that.
    private static bool IsTrain(double[] times)
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

    // The equations of the spikes, for the difference from the prior; returns the size of each term over all spikes.
    private static double[] FillSpikes(
        SpikeClock clock, SpikeSweep[] sweeps, double onset, double[]? prior, Matrix<double> rows, Vector<double> index)
    {
        var (terms, size, splines) = (new double[clock.TermCount], new double[clock.TermCount], new double[clock.Spec.Splines]);
        var row = 0;
        foreach (var sweep in sweeps)
        {
            var excess = sweep.CurrentNanoamperes - onset;
            var weight = Math.Min(1, LeastWeight + (excess / FullWeightNanoamperes));
            SpikeClock.SplineWeights(clock.Variable(sweep.CurrentNanoamperes, onset), splines);
            for (var n = 0; n < sweep.TimesMilliseconds.Length; n++, row++)
            {
                clock.Basis(sweep.TimesMilliseconds[n], terms);
                index[row] = weight * n;
                for (var c = 0; c < clock.Spec.RepetitiveCoefficientCount; c++)
                {
                    var factor = weight * terms[c / splines.Length] * splines[c % splines.Length];
                    rows[row, c] = factor;
                    index[row] -= factor * (prior?[c] ?? 0);
                }

                for (var term = 0; term < terms.Length; term++)
                {
                    size[term] += terms[term] * terms[term] / splines.Length;
                }
            }
        }

        return [.. size.Select(Math.Sqrt)];
    }

    private static void FillPenalties(ClockSpec spec, double[] termSize, int firstRow, Matrix<double> rows)
    {
        var row = firstRow;
        for (var term = 0; term < termSize.Length; term++)
        {
            var first = term * spec.Splines;
            for (var spline = 0; spline < spec.Splines; spline++)
            {
                rows[row++, first + spline] = Size * termSize[term];
            }

            for (var spline = 0; spline < spec.Splines - 2; spline++)
            {
                rows[row, first + spline] = Roughness * termSize[term];
                rows[row, first + spline + 1] = -2 * Roughness * termSize[term];
                rows[row++, first + spline + 2] = Roughness * termSize[term];
            }
        }
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

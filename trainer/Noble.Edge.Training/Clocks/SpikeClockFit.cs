using MathNet.Numerics.LinearAlgebra;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Fits a neuron's spike clock to its sweeps over onset by regularised least squares.</summary>
/// <remarks>Linear in the coefficients: spike n of a sweep is one equation, phi(t_n; I) = n.</remarks>
public static class SpikeClockFit
{
    // Relative to columns of unit length: enough to choose among coefficients that the spikes cannot tell apart.
    private const double Ridge = 1e-6;

    /// <summary>Fits one neuron.</summary>
    /// <param name="spec">Shape of the clock.</param>
    /// <param name="onsetNanoamperes">The neuron's onset of repetitive firing.</param>
    /// <param name="sweeps">Sweeps over onset; those with fewer than two spikes or at or under the onset are left out.</param>
    /// <returns>Coefficients, [term, power]. With fewer sweeps than powers the degree falls to sweeps - 1, higher powers are 0.</returns>
    /// <exception cref="ArgumentException">No sweep can be used.</exception>
    public static double[] Fit(ClockSpec spec, double onsetNanoamperes, IEnumerable<SpikeSweep> sweeps)
    {
        var clock = new SpikeClock(spec);
        var usable = sweeps.Where(sweep => sweep.CurrentNanoamperes > onsetNanoamperes && sweep.TimesMilliseconds.Length >= 2).ToArray();
        if (usable.Length == 0)
        {
            throw new ArgumentException($"no sweep over onset {onsetNanoamperes} nA with two spikes or more, expected at least one", nameof(sweeps));
        }

        var powers = Math.Min(spec.Degree + 1, usable.Length);
        var unknowns = clock.TermCount * powers;
        var spikes = usable.Sum(sweep => sweep.TimesMilliseconds.Length);
        var rows = Matrix<double>.Build.Dense(spikes + unknowns, unknowns);
        var index = Vector<double>.Build.Dense(spikes + unknowns);
        FillRows(clock, usable, onsetNanoamperes, powers, rows, index);

        var scale = new double[unknowns];
        for (var c = 0; c < unknowns; c++)
        {
            scale[c] = Math.Max(rows.Column(c).L2Norm(), 1e-12);
            rows.SetColumn(c, rows.Column(c) / scale[c]);
            rows[spikes + c, c] = Math.Sqrt(Ridge);
        }

        var solution = rows.QR().Solve(index);
        var coefficients = new double[spec.CoefficientCount];
        for (var c = 0; c < unknowns; c++)
        {
            coefficients[(c / powers * (spec.Degree + 1)) + (c % powers)] = solution[c] / scale[c];
        }

        return coefficients;
    }

    private static void FillRows(
        SpikeClock clock, SpikeSweep[] sweeps, double onset, int powers, Matrix<double> rows, Vector<double> index)
    {
        var terms = new double[clock.TermCount];
        var row = 0;
        foreach (var sweep in sweeps)
        {
            var x = clock.Variable(sweep.CurrentNanoamperes, onset);
            for (var n = 0; n < sweep.TimesMilliseconds.Length; n++)
            {
                clock.Basis(sweep.TimesMilliseconds[n], terms);
                for (var c = 0; c < terms.Length * powers; c++)
                {
                    rows[row, c] = terms[c / powers] * Math.Pow(x, c % powers);
                }

                index[row++] = n;
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

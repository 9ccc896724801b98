using MathNet.Numerics.LinearAlgebra;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Fits the transient part of a spike clock (see <see cref="TransientTrain"/>) to a neuron's sweeps between rheobase and onset.</summary>
/// <remarks>
/// Each spike's interval is one small least-squares problem with a ridge towards the polynomial of the neuron's kin: a few sweeps bend
/// what the others have in common, and a spike that no sweep holds keeps it.
/// </remarks>
public static class TransientTrainFit
{
    // Equations are as good as their scatter, about 0.02 ms. Kin differ by about 2 ms in a coefficient, a neuron from what its latent
    // point says by about 0.4 ms.
    private const double KinRidge = 0.01, PriorRidge = 0.05;

    private const double LongestPause = 3, MostMilliseconds = 100; // the first in shortest intervals of the neuron

    // Next to the spike's own onset the interval diverges, and 0.05 pA of error in the onset is as much as the interval's own.
    private const double FullWeightVariable = 0.3;

    /// <summary>What all neurons have in common: one polynomial a spike, fitted to their sweeps together.</summary>
    /// <param name="spec">Shape of the clock.</param>
    /// <param name="neurons">Each neuron's spike onsets [nA] (as in <see cref="Fit"/>), its onset of repetitive firing [nA] and its sweeps.</param>
    /// <returns>The transient part of a clock, with each spike's q at the neurons' mean.</returns>
    public static double[] Kin(ClockSpec spec, IReadOnlyList<(double[] SpikeOnsets, double Onset, SpikeSweep[] Sweeps)> neurons)
    {
        var kin = new double[spec.TransientSpikes * TransientTrain.CoefficientsPerSpike];
        for (var n = 0; n < spec.TransientSpikes; n++)
        {
            var equations = neurons.SelectMany(neuron => Equations(n, neuron.SpikeOnsets[n], neuron.Onset, neuron.Sweeps)).ToArray();
            var own = kin.AsSpan(n * TransientTrain.CoefficientsPerSpike, TransientTrain.CoefficientsPerSpike);
            own[0] = neurons.Average(neuron => Share(neuron.SpikeOnsets, neuron.Onset, n));
            Solve(equations, own[1..], KinRidge);
        }

        return kin;
    }

    /// <summary>Fits one neuron.</summary>
    /// <param name="spec">Shape of the clock.</param>
    /// <param name="spikeOnsetsNanoamperes">Least current of each spike, the first of them the rheobase; shape [<see cref="ClockSpec.TransientSpikes"/>].</param>
    /// <param name="onsetNanoamperes">The neuron's onset of repetitive firing.</param>
    /// <param name="sweeps">Its sweeps; those at or under rheobase and over onset are left out.</param>
    /// <param name="kin">The transient part of <see cref="Kin"/>, to start from.</param>
    /// <param name="coefficients">Receives the transient part.</param>
    public static void Fit(
        ClockSpec spec, double[] spikeOnsetsNanoamperes, double onsetNanoamperes, IReadOnlyList<SpikeSweep> sweeps, ReadOnlySpan<double> kin, Span<double> coefficients)
    {
        kin.CopyTo(coefficients);
        for (var n = 0; n < spec.TransientSpikes; n++)
        {
            var own = coefficients.Slice(n * TransientTrain.CoefficientsPerSpike, TransientTrain.CoefficientsPerSpike);
            own[0] = Share(spikeOnsetsNanoamperes, onsetNanoamperes, n);
            Solve([.. Equations(n, spikeOnsetsNanoamperes[n], onsetNanoamperes, sweeps)], own[1..], KinRidge);
        }
    }

    /// <summary>Corrects a clock that was predicted from a latent point with a few sweeps of the neuron's own.</summary>
    /// <param name="spec">Shape of the clock.</param>
    /// <param name="rheobaseNanoamperes">Of the neuron.</param>
    /// <param name="onsetNanoamperes">Its onset of repetitive firing.</param>
    /// <param name="knownOnsets">Onset currents of the second, third, ... spike where they are known [nA].</param>
    /// <param name="sweeps">Its sweeps; those at or under rheobase and over onset are left out.</param>
    /// <param name="coefficients">The predicted transient part; corrected in place.</param>
    /// <remarks>A spike's onset that is not known is moved no further than the sweeps' spike counts demand.</remarks>
    public static void Correct(
        ClockSpec spec, double rheobaseNanoamperes, double onsetNanoamperes, ReadOnlySpan<double> knownOnsets, IReadOnlyList<SpikeSweep> sweeps, Span<double> coefficients)
    {
        var width = onsetNanoamperes - rheobaseNanoamperes;
        var inside = sweeps.Where(sweep => sweep.CurrentNanoamperes >= rheobaseNanoamperes && sweep.CurrentNanoamperes <= onsetNanoamperes).ToArray();
        for (var n = 0; n < spec.TransientSpikes; n++)
        {
            var own = coefficients.Slice(n * TransientTrain.CoefficientsPerSpike, TransientTrain.CoefficientsPerSpike);
            var without = inside.Where(sweep => sweep.TimesMilliseconds.Length <= n).Select(sweep => sweep.CurrentNanoamperes).DefaultIfEmpty(double.NegativeInfinity).Max();
            var with = inside.Where(sweep => sweep.TimesMilliseconds.Length > n).Select(sweep => sweep.CurrentNanoamperes).DefaultIfEmpty(double.PositiveInfinity).Min();
            if (n > knownOnsets.Length && width > 0)
            {
                var onset = rheobaseNanoamperes + (own[0] * width);
                onset = onset <= without ? double.IsFinite(with) ? (without + with) / 2 : Math.BitIncrement(without) : Math.Min(onset, with);
                own[0] = (onset - rheobaseNanoamperes) / width;
            }

            var spikeOnset = TransientTrain.SpikeOnset(n, own[0], rheobaseNanoamperes, onsetNanoamperes, knownOnsets);
            Solve([.. Equations(n, spikeOnset, onsetNanoamperes, inside)], own[1..], PriorRidge);
        }
    }

    // q of a spike; one that comes only with the repetitive train has its onset over the transient zone.
    private static double Share(double[] spikeOnsets, double onset, int n) =>
        n == 0 || onset <= spikeOnsets[0] ? n == 0 ? 0 : 1 : (spikeOnsets[n] - spikeOnsets[0]) / (onset - spikeOnsets[0]);

    // A neuron that pauses and fires again has its next spike hundreds of milliseconds later: that is no interval of the transient train.
    private static IEnumerable<(double X, double Interval)> Equations(int n, double spikeOnset, double onset, IReadOnlyList<SpikeSweep> sweeps)
    {
        var intervals = sweeps
            .Where(sweep => sweep.CurrentNanoamperes >= spikeOnset && sweep.CurrentNanoamperes <= onset && sweep.TimesMilliseconds.Length > n)
            .Select(sweep => (
                X: TransientTrain.Variable(sweep.CurrentNanoamperes, spikeOnset),
                Interval: sweep.TimesMilliseconds[n] - (n == 0 ? 0 : sweep.TimesMilliseconds[n - 1])))
            .ToArray();
        var longest = n == 0 ? double.PositiveInfinity : LongestPause * intervals.Select(equation => equation.Interval).DefaultIfEmpty(0).Min();
        return intervals.Where(equation => equation.Interval <= Math.Min(longest, MostMilliseconds));
    }

    // Least squares for the change from what is in the polynomial, with a ridge on the change.
    private static void Solve((double X, double Interval)[] equations, Span<double> polynomial, double ridge)
    {
        var rows = Matrix<double>.Build.Dense(equations.Length + TransientTrain.Terms, TransientTrain.Terms);
        var right = Vector<double>.Build.Dense(rows.RowCount);
        for (var e = 0; e < equations.Length; e++)
        {
            var weight = Math.Min(1, 0.1 + (equations[e].X / FullWeightVariable));
            right[e] = equations[e].Interval;
            var power = 1.0;
            for (var k = 0; k < TransientTrain.Terms; k++)
            {
                rows[e, k] = weight * power;
                right[e] -= power * polynomial[k];
                power *= equations[e].X;
            }

            right[e] *= weight;
        }

        for (var k = 0; k < TransientTrain.Terms; k++)
        {
            rows[equations.Length + k, k] = ridge;
        }

        var change = rows.QR().Solve(right);
        for (var k = 0; k < TransientTrain.Terms; k++)
        {
            polynomial[k] += change[k];
        }
    }
}

using MathNet.Numerics.LinearAlgebra;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Learns the map from latent points to spike clocks: a ridge trend and a Gaussian-kernel regression of what it leaves.</summary>
/// <remarks>Width and noise of the kernel and the trend's ridge are those of the least leave-one-out phase error.</remarks>
public static class SpikeClockMapFit
{
    private static readonly double[] LengthScales = [0.7, 1, 1.5, 2, 3, 4.5, 7];
    private static readonly double[] Noises = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1];
    private static readonly double[] TrendRidges = [1e-6, 1e-2, 1e-1, 1];

    /// <summary>Fits the map.</summary>
    /// <param name="latent">Training neurons.</param>
    /// <param name="spec">Shape of the clock.</param>
    /// <param name="clocks">Fitted clocks, [neuron][coefficient].</param>
    /// <param name="durationMilliseconds">How long the clock runs in a window.</param>
    /// <returns>The map, and its leave-one-out root mean square phase error [cycles].</returns>
    public static (SpikeClockMap Map, double LeaveOneOutCycles) Fit(LatentSpace latent, ClockSpec spec, double[][] clocks, double durationMilliseconds)
    {
        var knots = PhaseKnots(spec, durationMilliseconds);
        var targets = Matrix<double>.Build.DenseOfRowArrays(clocks);
        var (best, bestError) = ((Length: 0.0, Noise: 0.0, Ridge: 0.0), double.PositiveInfinity);
        foreach (var ridge in TrendRidges)
        {
            foreach (var length in LengthScales)
            {
                foreach (var noise in Noises)
                {
                    var smoother = Smoother(latent, length, noise, ridge);
                    var error = LeaveOneOutError(smoother, targets, knots);
                    if (error < bestError)
                    {
                        (best, bestError) = ((length, noise, ridge), error);
                    }
                }
            }
        }

        var trend = TrendOperator(latent, best.Ridge) * targets;
        var residual = targets - (Design(latent) * trend);
        var weights = KernelInverse(latent, best.Length, best.Noise) * residual;
        var map = new SpikeClockMap(
            latent.Centred.ToArray(),
            RowMajor(trend),
            RowMajor(weights),
            best.Length,
            latent.FeatureCount,
            spec.CoefficientCount);
        return (map, bestError);
    }

    // Predictions at the training points as a linear function of the training coefficients: P = S C.
    private static Matrix<double> Smoother(LatentSpace latent, double length, double noise, double ridge)
    {
        var trend = Design(latent) * TrendOperator(latent, ridge);
        var identity = Matrix<double>.Build.DenseIdentity(latent.PointCount);
        return trend + (Kernel(latent, length) * KernelInverse(latent, length, noise) * (identity - trend));
    }

    // For a linear smoother the prediction without point i is (P_i - S_ii C_i) / (1 - S_ii).
    private static double LeaveOneOutError(Matrix<double> smoother, Matrix<double> targets, Matrix<double> knots)
    {
        var residual = targets - (smoother * targets);
        for (var i = 0; i < targets.RowCount; i++)
        {
            var left = 1 - smoother[i, i];
            if (left < 1e-9)
            {
                return double.PositiveInfinity;
            }

            residual.SetRow(i, residual.Row(i) / left);
        }

        var phases = residual * knots;
        return phases.FrobeniusNorm() / Math.Sqrt((double)phases.RowCount * phases.ColumnCount);
    }

    // From coefficients to phases at a lattice of currents and times, [coefficient, knot].
    private static Matrix<double> PhaseKnots(ClockSpec spec, double duration)
    {
        const int Currents = 6, Times = 8;
        var clock = new SpikeClock(spec);
        var terms = new double[clock.TermCount];
        var knots = Matrix<double>.Build.Dense(spec.CoefficientCount, Currents * Times);
        for (var k = 0; k < Currents * Times; k++)
        {
            var x = 0.25 + (0.65 * (k / Times) / (Currents - 1));
            clock.Basis(duration * (1 + (k % Times)) / Times, terms);
            for (var c = 0; c < spec.CoefficientCount; c++)
            {
                knots[c, k] = terms[c / (spec.Degree + 1)] * Math.Pow(x, c % (spec.Degree + 1));
            }
        }

        return knots;
    }

    private static Matrix<double> Design(LatentSpace latent) => Matrix<double>.Build.Dense(
        latent.PointCount, 1 + latent.FeatureCount, (p, f) => f == 0 ? 1 : latent.Centred[(p * latent.FeatureCount) + f - 1]);

    private static Matrix<double> TrendOperator(LatentSpace latent, double ridge)
    {
        var design = Design(latent);
        var normal = design.TransposeThisAndMultiply(design);
        for (var f = 1; f < normal.RowCount; f++)
        {
            normal[f, f] += ridge * latent.PointCount;
        }

        return normal.Solve(design.Transpose());
    }

    private static Matrix<double> Kernel(LatentSpace latent, double length) => Matrix<double>.Build.Dense(
        latent.PointCount, latent.PointCount, (a, b) => SpikeClockMap.Kernel(Row(latent, a), Row(latent, b), length));

    private static Matrix<double> KernelInverse(LatentSpace latent, double length, double noise) =>
        (Kernel(latent, length) + (noise * Matrix<double>.Build.DenseIdentity(latent.PointCount))).Inverse();

    private static ReadOnlySpan<double> Row(LatentSpace latent, int point) =>
        latent.Centred.Slice(point * latent.FeatureCount, latent.FeatureCount);

    private static double[] RowMajor(Matrix<double> matrix) => matrix.Transpose().ToColumnMajorArray();
}

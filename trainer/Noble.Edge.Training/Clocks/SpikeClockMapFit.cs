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
        int[] features = [.. spec.MapFeatures.Select(name => latent.Features.ToList().FindIndex(feature => feature.Name == name))];
        var points = Matrix<double>.Build.DenseOfColumnMajor(features.Length, latent.PointCount, SpikeClockMap.PointsOf(latent, features)).Transpose();
        var knots = PhaseKnots(spec, durationMilliseconds);
        var targets = Matrix<double>.Build.DenseOfRowArrays(clocks);
        var (best, bestError) = ((Length: 0.0, Noise: 0.0, Ridge: 0.0), double.PositiveInfinity);
        foreach (var ridge in TrendRidges)
        {
            foreach (var length in LengthScales)
            {
                foreach (var noise in Noises)
                {
                    var smoother = Smoother(points, length, noise, ridge);
                    var error = LeaveOneOutError(smoother, targets, knots);
                    if (error < bestError)
                    {
                        (best, bestError) = ((length, noise, ridge), error);
                    }
                }
            }
        }

        var trend = TrendOperator(points, best.Ridge) * targets;
        var residual = targets - (Design(points) * trend);
        var weights = KernelInverse(points, best.Length, best.Noise) * residual;
        var map = new SpikeClockMap(
            latent,
            features,
            RowMajor(trend),
            RowMajor(weights),
            best.Length,
            spec.CoefficientCount);
        return (map, bestError);
    }

    // Predictions at the training points as a linear function of the training coefficients: P = S C.
    private static Matrix<double> Smoother(Matrix<double> points, double length, double noise, double ridge)
    {
        var trend = Design(points) * TrendOperator(points, ridge);
        var identity = Matrix<double>.Build.DenseIdentity(points.RowCount);
        return trend + (Kernel(points, length) * KernelInverse(points, length, noise) * (identity - trend));
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
        var splines = new double[spec.Splines];
        var knots = Matrix<double>.Build.Dense(spec.CoefficientCount, Currents * Times);
        for (var k = 0; k < Currents * Times; k++)
        {
            var x = 0.25 + (0.65 * (k / Times) / (Currents - 1));
            clock.Basis(duration * (1 + (k % Times)) / Times, terms);
            SpikeClock.SplineWeights(x, splines);
            for (var c = 0; c < spec.RepetitiveCoefficientCount; c++)
            {
                knots[c, k] = terms[c / spec.Splines] * splines[c % spec.Splines];
            }
        }

        return knots;
    }

    private static Matrix<double> Design(Matrix<double> points) => points.InsertColumn(0, Vector<double>.Build.Dense(points.RowCount, 1));

    private static Matrix<double> TrendOperator(Matrix<double> points, double ridge)
    {
        var design = Design(points);
        var normal = design.TransposeThisAndMultiply(design);
        for (var f = 1; f < normal.RowCount; f++)
        {
            normal[f, f] += ridge * points.RowCount;
        }

        return normal.Solve(design.Transpose());
    }

    private static Matrix<double> Kernel(Matrix<double> points, double length) => Matrix<double>.Build.Dense(
        points.RowCount, points.RowCount, (a, b) => SpikeClockMap.Kernel(points.Row(a).AsArray(), points.Row(b).AsArray(), length));

    private static Matrix<double> KernelInverse(Matrix<double> points, double length, double noise) =>
        (Kernel(points, length) + (noise * Matrix<double>.Build.DenseIdentity(points.RowCount))).Inverse();

    private static double[] RowMajor(Matrix<double> matrix) => matrix.Transpose().ToColumnMajorArray();
}

using Noble.Edge.Operator;
using static MathNet.Numerics.SpecialFunctions;

namespace Noble.Edge.Training;

/// <summary>Traces on another time step: the band-limited signal through the samples, read where the new samples lie.</summary>
/// <remarks>
/// A sinc over 16 samples under a Kaiser window (beta 8, stop band below -80 dB); at both ends the signal goes on with its last value. Nothing
/// is filtered: a coarser grid holds the voltage at its own moments, as a recording with sharp samples would.
/// </remarks>
public sealed class GridResampler
{
    private const int Reach = 8; // samples on either side

    private readonly GridSpec _from;
    private readonly GridSpec _to;
    private readonly double[] _weights; // [sample, 2 Reach]

    /// <param name="from">The traces' grid.</param>
    /// <param name="to">A grid with the same stimulus that ends no later.</param>
    /// <exception cref="DataSetException">The stimulus is another, the window is longer, or the stimulus does not begin and end on samples of the new grid.</exception>
    public GridResampler(GridSpec from, GridSpec to)
    {
        const double Tolerance = 1e-6;
        if (Fault() is { } fault)
        {
            throw new DataSetException(FormattableString.Invariant(
                $"traces of {from.Length} samples of {from.StepMilliseconds} ms on a grid of {to.Length} samples of {to.StepMilliseconds} ms: {fault}"));
        }

        (_from, _to) = (from, to);
        _weights = new double[to.Length * 2 * Reach];
        for (var k = 0; k < to.Length; k++)
        {
            var at = Position(k);
            var weights = _weights.AsSpan(k * 2 * Reach, 2 * Reach);
            var sum = 0.0;
            for (var j = 0; j < weights.Length; j++)
            {
                weights[j] = Kernel(at - First(at) - j);
                sum += weights[j];
            }

            // So that a constant voltage stays what it is.
            for (var j = 0; j < weights.Length; j++)
            {
                weights[j] /= sum;
            }
        }

        string? Fault()
        {
            if (Math.Abs(from.StimulusOnMilliseconds - to.StimulusOnMilliseconds) > Tolerance || Math.Abs(from.StimulusOffMilliseconds - to.StimulusOffMilliseconds) > Tolerance)
            {
                return "expected the same stimulus";
            }

            if (to.DurationMilliseconds > from.DurationMilliseconds + Tolerance)
            {
                return "expected a window that is no longer";
            }

            return IsOnSample(to.StimulusOnMilliseconds) && IsOnSample(to.StimulusOffMilliseconds)
                ? null
                : FormattableString.Invariant($"expected a step that divides the stimulus's start, {to.StimulusOnMilliseconds} ms, and its end, {to.StimulusOffMilliseconds} ms");
        }

        bool IsOnSample(double time) => Math.Abs((time / to.StepMilliseconds) - Math.Round(time / to.StepMilliseconds)) < Tolerance;
    }

    /// <summary>The grid with another step: as many whole samples as the window holds.</summary>
    public static GridSpec WithStep(GridSpec grid, double stepMilliseconds) => grid with
    {
        StepMilliseconds = stepMilliseconds,
        Length = (int)Math.Floor((grid.DurationMilliseconds / stepMilliseconds) + 1e-6),
    };

    /// <summary>A data set on another step; itself where the step is its own.</summary>
    /// <exception cref="DataSetException">As for the constructor.</exception>
    public static DataSet Apply(DataSet data, GridSpec grid)
    {
        var manifest = data.Manifest;
        if (manifest.Grid == grid)
        {
            return data;
        }

        var resampler = new GridResampler(manifest.Grid, grid);
        var voltage = new float[manifest.Traces.Length * grid.Length];
        var (spikes, offsets) = (new List<double>(), new List<long> { 0 });
        for (var trace = 0; trace < manifest.Traces.Length; trace++)
        {
            resampler.Apply(data.Voltage(trace), voltage.AsSpan(trace * grid.Length, grid.Length));
            spikes.AddRange(data.SpikeTimes(trace).ToArray().Where(time => time < grid.DurationMilliseconds));
            offsets.Add(spikes.Count);
        }

        return new DataSet(manifest with { Grid = grid }, voltage, [.. spikes], [.. offsets]);
    }

    /// <summary>Reads a trace at the new samples.</summary>
    /// <param name="trace">Shape [sample of the old grid].</param>
    /// <param name="result">Shape [sample of the new grid].</param>
    public void Apply(ReadOnlySpan<float> trace, Span<float> result)
    {
        if (trace.Length != _from.Length || result.Length != _to.Length)
        {
            throw new ArgumentException($"{trace.Length} samples to {result.Length}, expected {_from.Length} to {_to.Length}", nameof(trace));
        }

        for (var k = 0; k < result.Length; k++)
        {
            var first = First(Position(k));
            var sum = 0.0;
            for (var j = 0; j < 2 * Reach; j++)
            {
                sum += _weights[(k * 2 * Reach) + j] * trace[Math.Clamp(first + j, 0, trace.Length - 1)];
            }

            result[k] = (float)sum;
        }
    }

    // Where sample k of the new grid lies among the old ones. A rounding error must not move it off a sample that it hits.
    private double Position(int k)
    {
        var at = k * _to.StepMilliseconds / _from.StepMilliseconds;
        return Math.Abs(at - Math.Round(at)) < 1e-9 ? Math.Round(at) : at;
    }

    private static int First(double position) => (int)Math.Floor(position) - Reach + 1;

    private static double Kernel(double distance)
    {
        const double Beta = 8;
        if (distance == Math.Round(distance) || Math.Abs(distance) >= Reach)
        {
            return distance == 0 ? 1 : 0; // a sample that is hit comes through as it is
        }

        var inside = distance / Reach;
        return Math.Sin(Math.PI * distance) / (Math.PI * distance) * BesselI0(Beta * Math.Sqrt(1 - (inside * inside))) / BesselI0(Beta);
    }
}

namespace Noble.Edge.Neurons;

/// <summary>A trace on the grid on which its features are taken, and the indices that many of them share.</summary>
internal sealed partial class FeatureTrace
{
    private double[]? _slopes;
    private int[]? _peaks, _minima, _begins, _ends;
    private bool _beginsKnown;

    public FeatureTrace(ReadOnlySpan<double> times, ReadOnlySpan<double> voltage, FeatureWindow window)
    {
        Window = window;
        (Times, Voltage) = window.InterpolationStepMilliseconds > 0
            ? Interpolate(times, voltage, window.InterpolationStepMilliseconds)
            : (times.ToArray(), voltage.ToArray());
    }

    public FeatureWindow Window { get; }

    /// <summary>Time of each sample. [ms]</summary>
    public double[] Times { get; }

    /// <summary>[mV]</summary>
    public double[] Voltage { get; }

    public int Length => Voltage.Length;

    public double Start => Window.StimulusStartMilliseconds;

    public double End => Window.StimulusEndMilliseconds;

    /// <summary>dV/dt by central differences, one-sided at the ends. [mV/ms]</summary>
    public double[] Slopes => _slopes ??= Differentiate();

    /// <summary>Index of the highest sample of each excursion over the spike threshold.</summary>
    public int[] Peaks => _peaks ??= FindPeaks();

    /// <summary>Index of the first minimum after each peak. A minimum on the trace's last sample is none, so there may be one less.</summary>
    public int[] Minima => _minima ??= FindMinima();

    /// <summary>Index at which each spike after the stimulus' start begins; null where a spike lacks the minimum before it.</summary>
    public int[]? Begins
    {
        get
        {
            if (!_beginsKnown)
            {
                _begins = FindBegins();
                _beginsKnown = true;
            }

            return _begins;
        }
    }

    /// <summary>Index at which each spike after the stimulus' start has come down: dV/dt is back over the downward threshold.</summary>
    public int[] Ends => _ends ??= FindEnds();

    /// <summary>First index at or after a time; the length where there is none.</summary>
    public int IndexAt(double time)
    {
        var index = Array.BinarySearch(Times, time);
        return index < 0 ? ~index : index;
    }

    /// <summary>Mean voltage of a range of samples; NaN where it is empty.</summary>
    public double Mean(int from, int to)
    {
        double sum = 0;
        for (var i = from; i < to; i++)
        {
            sum += Voltage[i];
        }

        return to > from ? sum / (to - from) : double.NaN;
    }

    public double[] VoltageAt(int[] indices) => [.. indices.Select(i => Voltage[i])];

    public double[] TimeAt(int[] indices) => [.. indices.Select(i => Times[i])];

    /// <summary>First index of a range that satisfies a condition on the voltage; <paramref name="to"/> where none does.</summary>
    public int FirstAtOrOver(double level, int from, int to)
    {
        var i = from;
        while (i < to && !(Voltage[i] >= level))
        {
            i++;
        }

        return i;
    }

    /// <inheritdoc cref="FirstAtOrOver"/>
    public int FirstAtOrUnder(double level, int from, int to)
    {
        var i = from;
        while (i < to && !(Voltage[i] <= level))
        {
            i++;
        }

        return i;
    }

    /// <summary>Linear interpolation to a grid from the first sample on, whose times are summed step by step as eFEL sums them.</summary>
    /// <remarks>The sums decide on which side of the stimulus' edges a sample falls; k · step would at times decide otherwise.</remarks>
    private static (double[] Times, double[] Voltage) Interpolate(ReadOnlySpan<double> times, ReadOnlySpan<double> voltage, double step)
    {
        var grid = new double[(int)Math.Ceiling((times[^1] - times[0]) / step) + 1];
        var time = times[0];
        for (var i = 0; i < grid.Length; i++, time += step)
        {
            grid[i] = time;
        }

        // The sums may have passed the last sample without the extra one.
        if (grid.Length > 1 && grid[^2] >= times[^1])
        {
            grid = grid[..^1];
        }

        var values = new double[grid.Length];
        var j = 0;
        for (var i = 0; i < values.Length; i++)
        {
            while (j + 1 < times.Length && times[j + 1] < grid[i])
            {
                j++;
            }

            values[i] = j + 1 >= times.Length
                ? voltage[j]
                : voltage[j] + ((voltage[j + 1] - voltage[j]) / (times[j + 1] - times[j]) * (grid[i] - times[j]));
        }

        return (grid, values);
    }

    private double[] Differentiate()
    {
        var slopes = new double[Length];
        for (var i = 0; i < slopes.Length; i++)
        {
            var (before, after) = (Math.Max(i - 1, 0), Math.Min(i + 1, Length - 1));
            slopes[i] = (Voltage[after] - Voltage[before]) / (Times[after] - Times[before]);
        }

        return slopes;
    }
}

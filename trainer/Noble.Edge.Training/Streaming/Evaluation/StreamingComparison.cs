using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Adds up how far voltages and spikes are from the solver's over the traces of a group.</summary>
public sealed class StreamingComparison
{
    private const double AfterSpike = 5, BeforeSpike = 2, ShapeBefore = 1, ShapeAfter = 3; // ms
    private static readonly double[] Windows = [1, 2, 4];

    private readonly double _step;
    private readonly int[] _pairs = new int[Windows.Length];
    private readonly (double[] Sum, int Count)[] _shapes;
    private int _spikes;
    private int _found;
    private int _countError;
    private int _traces;
    private int _length;
    private double _squares;
    private long _quiet;

    /// <param name="stepMilliseconds">Interval of the samples.</param>
    public StreamingComparison(double stepMilliseconds)
    {
        _step = stepMilliseconds;
        var samples = (int)Math.Round((ShapeBefore + ShapeAfter) / stepMilliseconds);
        _shapes = [(new double[samples], 0), (new double[samples], 0)];
    }

    /// <summary>Adds a trace.</summary>
    /// <param name="truth">Voltage of the solver, shape [sample], mV.</param>
    /// <param name="truthSpikes">Its spikes, ms.</param>
    /// <param name="voltage">Voltage that is judged, shape [sample], mV.</param>
    /// <param name="spikes">Its spikes, ms.</param>
    public void Add(ReadOnlySpan<float> truth, ReadOnlySpan<double> truthSpikes, ReadOnlySpan<float> voltage, ReadOnlySpan<double> spikes)
    {
        _traces++;
        _length = truth.Length;
        _spikes += truthSpikes.Length;
        _found += spikes.Length;
        _countError += Math.Abs(truthSpikes.Length - spikes.Length);
        for (var w = 0; w < Windows.Length; w++)
        {
            _pairs[w] += SpikeMatching.Match(truthSpikes, spikes, Windows[w]).Count;
        }

        double[] all = [.. truthSpikes, .. spikes];
        Array.Sort(all);
        var next = 0;
        for (var k = 0; k < truth.Length; k++)
        {
            var time = k * _step;
            for (; next < all.Length && all[next] <= time; next++)
            {
            }

            if ((next == 0 || time - all[next - 1] >= AfterSpike) && (next == all.Length || all[next] - time >= BeforeSpike))
            {
                _squares += ((double)voltage[k] - truth[k]) * ((double)voltage[k] - truth[k]);
                _quiet++;
            }
        }

        AddShape(0, truth, truthSpikes);
        AddShape(1, voltage, spikes);
    }

    /// <summary>The figures of the group.</summary>
    public StreamingAccuracyRow Row(string of, string neurons, string input) => new()
    {
        Of = of,
        Neurons = neurons,
        Input = input,
        Traces = _traces,
        WindowMilliseconds = Math.Round(_length * _step, 6),
        Spikes = _spikes,
        CoincidenceWithin1 = Coincidence(0),
        CoincidenceWithin2 = Coincidence(1),
        CoincidenceWithin4 = Coincidence(2),
        SpikeCountErrorPercent = _spikes > 0 ? Math.Round(100.0 * _countError / _spikes, 3) : null,
        SubThresholdErrorMillivolts = _quiet > 0 ? Math.Round(Math.Sqrt(_squares / _quiet), 4) : null,
        SpikeShapeErrorMillivolts = ShapeError(),
    };

    private double? Coincidence(int window) => _spikes + _found > 0 ? Math.Round(2.0 * _pairs[window] / (_spikes + _found), 4) : null;

    private void AddShape(int side, ReadOnlySpan<float> voltage, ReadOnlySpan<double> spikes)
    {
        var (sum, count) = _shapes[side];
        foreach (var spike in spikes)
        {
            // Read at the same age for both sides, though spikes lie between samples.
            var start = (spike - ShapeBefore) / _step;
            if (start < 0 || start + sum.Length + 1 >= voltage.Length)
            {
                continue;
            }

            var (first, share) = ((int)start, start - (int)start);
            for (var k = 0; k < sum.Length; k++)
            {
                sum[k] += ((1 - share) * voltage[first + k]) + (share * voltage[first + k + 1]);
            }

            count++;
        }

        _shapes[side].Count = count;
    }

    private double? ShapeError()
    {
        var ((truth, truths), (found, founds)) = (_shapes[0], _shapes[1]);
        return truths > 0 && founds > 0
            ? Math.Round(Math.Sqrt(truth.Zip(found, (a, b) => ((a / truths) - (b / founds)) * ((a / truths) - (b / founds))).Average()), 3)
            : null;
    }
}

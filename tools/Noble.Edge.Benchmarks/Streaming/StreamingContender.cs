using System.Diagnostics;
using Noble.Edge.Operator;

namespace Noble.Edge.Benchmarks;

/// <summary>One streaming engine under the clock, step by step.</summary>
internal sealed class StreamingContender(string name, IStreamingEngine engine) : IDisposable
{
    private readonly List<double> _microseconds = [];
    private readonly float[] _currents = new float[engine.NeuronCount];
    private readonly float[] _conductances = new float[engine.NeuronCount];
    private readonly Random _random = new(1);

    public string Name { get; } = name;

    public int Neurons => engine.NeuronCount;

    /// <summary>Steps measured.</summary>
    public int Count => _microseconds.Count;

    /// <summary>Spikes of a neuron in a second so far [Hz].</summary>
    public double Rate => Spikes / (double)Neurons / (engine.Time * engine.Spec.StepMilliseconds * 1e-3);

    private long Spikes { get; set; }

    /// <summary>Steps for about this long, at least ten steps, and notes how long each took.</summary>
    public void Measure(TimeSpan duration)
    {
        var start = Stopwatch.GetTimestamp();
        for (var steps = 0; steps < 10 || Stopwatch.GetElapsedTime(start) < duration; steps++)
        {
            for (var n = 0; n < _currents.Length; n++)
            {
                (_currents[n], _conductances[n]) = (0.1f * _random.NextSingle(), 5 * _random.NextSingle());
            }

            var before = Stopwatch.GetTimestamp();
            engine.Step(_currents, _conductances);
            _microseconds.Add(Stopwatch.GetElapsedTime(before).TotalMicroseconds);
            foreach (var spike in engine.NextSpike)
            {
                Spikes += spike >= 0 ? 1 : 0;
            }
        }
    }

    /// <summary>Forgets what was measured.</summary>
    public void Clear() => _microseconds.Clear();

    /// <summary>A step's time that this share of the steps stays under [µs].</summary>
    public double Percentile(double share)
    {
        var sorted = _microseconds.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
    }

    public void Dispose() => engine.Dispose();
}

using System.Diagnostics;
using Noble.Edge.Operator;

namespace Noble.Edge.Benchmarks;

/// <summary>One engine under the clock.</summary>
internal sealed class Contender : IDisposable
{
    private readonly IOperatorEngine _engine;
    private readonly int _batch;
    private readonly float[] _input;
    private readonly float[] _output;
    private readonly List<double> _milliseconds = [];

    /// <param name="name">For the table.</param>
    /// <param name="threads">Threads that the engine uses.</param>
    /// <param name="engine">Owned from here on.</param>
    /// <param name="batch">Traces that are evaluated, and timed, together.</param>
    public Contender(string name, int threads, IOperatorEngine engine, int batch)
    {
        Name = name;
        Threads = threads;
        _engine = engine;
        _batch = batch;
        _input = new float[batch * engine.Shape.InputChannels * engine.Length];
        _output = new float[batch * engine.Length];
        var random = new Random(1);
        for (int i = 0; i < _input.Length; i++)
        {
            _input[i] = (2 * random.NextSingle()) - 1;
        }
    }

    public string Name { get; }

    public int Threads { get; }

    public string Description => _engine.Description;

    /// <summary>The voltage of the first trace, after <see cref="WarmUp"/>; all contenders have the same input there.</summary>
    public ReadOnlySpan<float> FirstTrace => _output.AsSpan(0, _engine.Length);

    /// <summary>Time that went into measurements so far.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>Evaluates once without the clock.</summary>
    public void WarmUp() => _engine.Forward(_input, _batch, _output);

    /// <summary>Measures for about this long, at least once.</summary>
    public void Measure(TimeSpan duration)
    {
        long start = Stopwatch.GetTimestamp();
        do
        {
            long before = Stopwatch.GetTimestamp();
            _engine.Forward(_input, _batch, _output);
            _milliseconds.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds / _batch);
        }
        while (Stopwatch.GetElapsedTime(start) < duration);
        Elapsed += Stopwatch.GetElapsedTime(start);
    }

    /// <summary>The time per trace that this share of the measurements stays below. [ms]</summary>
    public double Percentile(double share)
    {
        _milliseconds.Sort();
        return _milliseconds[(int)Math.Min(_milliseconds.Count - 1, share * _milliseconds.Count)];
    }

    public void Dispose() => _engine.Dispose();
}

using Noble.Edge.Operator;
using Noble.Edge.Spikes;

namespace Noble.Edge.Training;

/// <summary>Spike times of a rendered voltage, by the runtime's detector. Holds its memory: one a thread.</summary>
public sealed class SpikeReader
{
    private readonly GridSpec _grid;
    private readonly SpikeTimeline _timeline;
    private readonly SpikeDetector _detector;

    /// <param name="grid">The model's grid.</param>
    public SpikeReader(GridSpec grid)
    {
        _grid = grid;
        _detector = new SpikeDetector(1, SpikeDetectorOptions.Default);
        _timeline = new SpikeTimeline(_detector.MaximumSpikes(grid.Length, grid.StepMilliseconds * 1e6));
    }

    /// <summary>Reads a whole window.</summary>
    /// <param name="voltage">Shape [sample], mV.</param>
    /// <returns>Times from the window's start, ascending [ms].</returns>
    public double[] Times(ReadOnlySpan<float> voltage)
    {
        _detector.Reset();
        _timeline.Begin(0);
        _detector.Detect(voltage, _grid.Length, 0, _grid.StepMilliseconds * 1e6, _timeline);
        _timeline.Sort();
        var times = new double[_timeline.Count];
        for (var i = 0; i < times.Length; i++)
        {
            times[i] = _timeline[i].TimeNanoseconds * 1e-6;
        }

        return times;
    }
}

using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>Renders responses before they are needed.</summary>
public static class ResponseRenderer
{
    /// <summary>The population's spikes to a step current, from the window's beginning on.</summary>
    /// <param name="name">Name in reports.</param>
    /// <param name="renderer">Renders voltage.</param>
    /// <param name="nanoamperes">Step current of every neuron [nA].</param>
    /// <param name="duration">Spikes at or after this are left out.</param>
    /// <param name="options">What counts as a spike.</param>
    public static SpikeResponse Render(string name, IWindowRenderer renderer, double nanoamperes, TimeSpan duration, SpikeDetectorOptions options)
    {
        var currents = new double[renderer.NeuronCount];
        Array.Fill(currents, nanoamperes);
        var voltages = renderer.Render(0, currents);
        var detector = new SpikeDetector(renderer.NeuronCount, options);
        var timeline = new SpikeTimeline(detector.MaximumSpikes(renderer.SamplesPerTrial, renderer.SampleIntervalNanoseconds));
        timeline.Begin(0);
        detector.Detect(voltages, renderer.SamplesPerTrial, 0, renderer.SampleIntervalNanoseconds, timeline);
        timeline.Sort();
        var end = duration == TimeSpan.MaxValue ? long.MaxValue : duration.Ticks * 100;
        return new SpikeResponse(name, Enumerable.Range(0, timeline.Count).Select(i => timeline[i]).Where(spike => spike.TimeNanoseconds < end));
    }
}

using Noble.Edge.Operator;
using Noble.Edge.Rig;
using Noble.Edge.Spikes;

namespace Noble.Edge.Host;

/// <summary>Renders parts of drawn populations for whoever asks.</summary>
internal sealed class PopulationRequestRenderer(ModelBundle model, IOperatorEngine engine, RunSettings settings) : IRequestRenderer
{
    /// <inheritdoc />
    public string ModelHash => model.Hash;

    /// <inheritdoc />
    public SpikeEvent[] Render(RenderRequest request, CancellationToken cancellation)
    {
        try
        {
            model.Manifest.CurrentRange.Check(request.CurrentNanoamperes);
        }
        catch (CurrentRangeException error)
        {
            throw new RenderRefusedException(error.Message, error);
        }

        var population = Population.Draw(model, request.First, request.Count, request.Seed);
        using var renderer = new PopulationRenderer(model, population, settings.Rendering(engine), engine);
        var windows = new PopulationWindowRenderer(renderer, population.Count);
        var trial = new DetectedSpikes(windows, settings.Detector);
        var (length, interval) = (RenderAhead.TrialLength(windows), (long)Math.Ceiling(windows.SampleIntervalNanoseconds));
        var currents = new double[population.Count];
        Array.Fill(currents, request.CurrentNanoamperes);
        var spikes = new List<SpikeEvent>();
        var timeline = new SpikeTimeline(trial.MaximumSpikes);
        for (var k = request.FirstTrial; k < request.FirstTrial + request.Trials; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            timeline.Begin((k * length) - interval);
            trial.Render(k, k * length, currents, timeline);
            timeline.Sort();
            for (var i = 0; i < timeline.Count; i++)
            {
                spikes.Add(timeline[i] with { Neuron = timeline[i].Neuron + request.First });
            }
        }

        return [.. spikes];
    }
}

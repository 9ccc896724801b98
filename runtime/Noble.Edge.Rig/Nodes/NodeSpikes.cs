using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>Spikes that the nodes of a rig render: a trial is split over all of them, and asked for again where one does not answer.</summary>
/// <remarks>
/// Nodes render a trial by itself: a spike whose crossing lies between two trials' samples is not found, which a trial that ends at rest has
/// not. All neurons have the same current, and there is no variability: that is what a request can say.
/// </remarks>
/// <param name="client">Asks them; connected, stays the caller's.</param>
/// <param name="layout">Neurons, samples and interval; not rendered with.</param>
/// <param name="modelHash">The model that the nodes must have.</param>
/// <param name="seed">Of the population.</param>
/// <param name="maximumSpikes">Spikes of a trial at most.</param>
public sealed class NodeSpikes(RenderClient client, IWindowRenderer layout, string modelHash, ulong seed, int maximumSpikes) : ITrialSpikes
{
    /// <inheritdoc />
    public int NeuronCount => layout.NeuronCount;

    /// <inheritdoc />
    public int SamplesPerTrial => layout.SamplesPerTrial;

    /// <inheritdoc />
    public double SampleIntervalNanoseconds => layout.SampleIntervalNanoseconds;

    /// <inheritdoc />
    public int MaximumSpikes => maximumSpikes;

    /// <inheritdoc />
    public void Render(long trial, long start, ReadOnlySpan<double> currentNanoamperes, SpikeTimeline timeline)
    {
        if (currentNanoamperes.ContainsAnyExcept(currentNanoamperes[0]))
        {
            throw new NotSupportedException("nodes render one current for all neurons, expected the same for each");
        }

        var request = new RenderRequest
        {
            ModelHash = modelHash,
            First = 0,
            Count = NeuronCount,
            CurrentNanoamperes = currentNanoamperes[0],
            Seed = seed,
            FirstTrial = trial,
            Trials = 1,
        };
        foreach (var spike in client.Render(request, CancellationToken.None))
        {
            timeline.Add(spike.TimeNanoseconds, spike.Neuron);
        }
    }
}

using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>What a node renders requests with.</summary>
public interface IRequestRenderer
{
    /// <summary>SHA-256 of the model that it has, hexadecimal.</summary>
    public string ModelHash { get; }

    /// <summary>Renders a part of a population. Called by one thread; the same request gives the same spikes on every node.</summary>
    /// <param name="request">Its model hash is this renderer's, its numbers are in range.</param>
    /// <param name="cancellation">The node is being closed.</param>
    /// <returns>
    /// Spikes in the order of time; times [ns] count from the experiment's start, trial k begins at k times the length of a trial; neurons
    /// are numbered as the population's, from the request's first.
    /// </returns>
    /// <exception cref="RenderRefusedException">The request cannot be rendered; the message goes to whoever asked.</exception>
    public SpikeEvent[] Render(RenderRequest request, CancellationToken cancellation);
}

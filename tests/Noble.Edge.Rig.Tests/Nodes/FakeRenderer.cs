using Noble.Edge.Spikes;

namespace Noble.Edge.Rig.Tests;

/// <summary>Spikes by a rule: the same request gives the same ones everywhere.</summary>
internal sealed class FakeRenderer(Action<int>? rendering = null) : IRequestRenderer
{
    internal const long TrialNanoseconds = 1_000_000;

    private int _requests;

    public string ModelHash => "abc";

    internal int Requests => Volatile.Read(ref _requests);

    public SpikeEvent[] Render(RenderRequest request, CancellationToken cancellation)
    {
        rendering?.Invoke(Interlocked.Increment(ref _requests));
        cancellation.ThrowIfCancellationRequested();
        return request.CurrentNanoamperes > 1 ? throw new RenderRefusedException("current 2 nA: expected at most 1 nA") : Expected(request);
    }

    internal static SpikeEvent[] Expected(RenderRequest request)
    {
        var spikes = new List<SpikeEvent>();
        for (var trial = request.FirstTrial; trial < request.FirstTrial + request.Trials; trial++)
        {
            for (var neuron = request.First; neuron < request.First + request.Count; neuron++)
            {
                for (var k = 0; k < 1 + (neuron % 3); k++)
                {
                    spikes.Add(new SpikeEvent((trial * TrialNanoseconds) + (k * 1_000) + ((neuron * 7) % 100), neuron));
                }
            }
        }

        return [.. spikes.OrderBy(spike => spike.TimeNanoseconds).ThenBy(spike => spike.Neuron)];
    }
}

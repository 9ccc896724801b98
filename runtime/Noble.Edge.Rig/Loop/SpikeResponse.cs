using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>A population's spikes in answer to something expected, rendered beforehand, so that the answer itself costs only I/O.</summary>
public sealed class SpikeResponse
{
    private readonly SpikeEvent[] _spikes;

    /// <param name="name">Name in reports.</param>
    /// <param name="spikes">Spikes, times from the response's beginning [ns], from 0; put in order here.</param>
    /// <exception cref="ArgumentOutOfRangeException">A spike lies before the beginning.</exception>
    public SpikeResponse(string name, IEnumerable<SpikeEvent> spikes)
    {
        Name = name;
        _spikes = [.. spikes.OrderBy(spike => spike.TimeNanoseconds).ThenBy(spike => spike.Neuron)];
        if (_spikes is [{ TimeNanoseconds: < 0 }, ..])
        {
            throw new ArgumentOutOfRangeException(nameof(spikes), $"response '{name}': a spike at {_spikes[0].TimeNanoseconds} ns, expected from 0");
        }
    }

    /// <summary>Name in reports.</summary>
    public string Name { get; }

    /// <summary>Spikes in the order of time, then neuron; times from the response's beginning [ns].</summary>
    public ReadOnlySpan<SpikeEvent> Spikes => _spikes;
}

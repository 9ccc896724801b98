using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>A port of the rig, opened: what of it is heard, stimulates, takes spikes at their moment or in batches. Whatever it is not is null.</summary>
internal sealed class RigPart : IDisposable
{
    /// <summary>Name in reports.</summary>
    internal required string Name { get; init; }

    /// <summary>What it is and where, for <c>noble-edge devices</c> and the run's notices.</summary>
    internal required string Description { get; init; }

    internal IInputPort? Input { get; init; }

    internal IStimulusPort? Stimulus { get; init; }

    internal IImmediatePort? Immediate { get; init; }

    internal IBatchedPort? Batched { get; init; }

    internal IVoltagePort? Voltage { get; init; }

    /// <summary>What it wants of the loop, before the start.</summary>
    internal Action<ClosedLoop> Connect { get; init; } = _ => { };

    /// <summary>What it counted, for the page and the summary; called at any time.</summary>
    internal Func<IReadOnlyDictionary<string, long>> Counts { get; init; } = () => new Dictionary<string, long>();

    /// <summary>Whether it does not work now: not connected, not answering; called at any time.</summary>
    internal Func<bool> IsDown { get; init; } = () => false;

    /// <summary>Closed last, in this order.</summary>
    internal IReadOnlyList<IDisposable> Owned { get; init; } = [];

    public void Dispose()
    {
        foreach (var owned in Owned)
        {
            owned.Dispose();
        }
    }
}

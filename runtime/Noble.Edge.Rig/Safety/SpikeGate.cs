namespace Noble.Edge.Rig;

/// <summary>Lets so many spikes through within any second and no more. A time before the last one counts as the last one [ns].</summary>
/// <remarks>Counts in hundredths of a second: a spike passes while the last hundred and the one that runs hold fewer than the limit.</remarks>
internal sealed class SpikeGate(int spikesPerSecond)
{
    private const long Slot = 10_000_000; // [ns]
    private const int Slots = 101; // a second, and the slot that runs

    private readonly int[] _counts = new int[Slots];
    private long _slot;
    private long _sum;

    /// <summary>Spikes that were held back.</summary>
    internal long Refused { get; private set; }

    /// <summary>Whether the next spike may pass.</summary>
    internal bool TryPass(long now)
    {
        var slot = now / Slot;
        for (var steps = Math.Min(slot - _slot, Slots); steps > 0; steps--)
        {
            var place = (int)((slot - steps + 1) % Slots);
            _sum -= _counts[place];
            _counts[place] = 0;
        }

        _slot = Math.Max(_slot, slot);
        if (_sum >= spikesPerSecond)
        {
            Refused++;
            return false;
        }

        _counts[(int)(_slot % Slots)]++;
        _sum++;
        return true;
    }
}

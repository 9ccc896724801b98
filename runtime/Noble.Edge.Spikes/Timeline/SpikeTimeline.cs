namespace Noble.Edge.Spikes;

/// <summary>The spikes of one window, of all neurons, in the order of time.</summary>
/// <remarks>
/// A spike is kept as one 64-bit key, (time - origin) &lt;&lt; 24 | neuron, so that the order is total (equal times in
/// the order of the neurons) and the sort is one of plain integers. Hot path: nothing allocates after construction.
/// </remarks>
public sealed class SpikeTimeline
{
    /// <summary>Most neurons of a population.</summary>
    public const int MaximumNeurons = 1 << NeuronBits;

    private const int NeuronBits = 24;
    private const long MaximumSpan = 1L << (63 - NeuronBits); // [ns], 549 s

    // Compiled ahead of time, a sort without a comparison makes itself one each time: 48 bytes.
    private static readonly Comparison<long> Ascending = (a, b) => a.CompareTo(b);

    private readonly long[] _keys;
    private long _origin; // [ns]

    /// <param name="capacity">Most spikes in a window.</param>
    public SpikeTimeline(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _keys = new long[capacity];
    }

    /// <summary>Spikes held.</summary>
    public int Count { get; private set; }

    /// <summary>Most spikes that fit.</summary>
    public int Capacity => _keys.Length;

    /// <summary>Spike <paramref name="index"/>; in the order of time after <see cref="Sort"/>.</summary>
    public SpikeEvent this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            var key = _keys[index];
            return new SpikeEvent(_origin + (key >> NeuronBits), (int)(key & (MaximumNeurons - 1)));
        }
    }

    /// <summary>Empties the timeline for a window.</summary>
    /// <param name="originNanoseconds">No spike of the window is before this time [ns]; the span that fits behind it is 549 s.</param>
    public void Begin(long originNanoseconds)
    {
        _origin = originNanoseconds;
        Count = 0;
    }

    /// <exception cref="ArgumentOutOfRangeException">The time is before the origin or too far behind it, or the neuron has no number here.</exception>
    /// <exception cref="InvalidOperationException">The timeline is full.</exception>
    public void Add(long timeNanoseconds, int neuron)
    {
        var sinceOrigin = timeNanoseconds - _origin;
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)sinceOrigin, (ulong)MaximumSpan, nameof(timeNanoseconds));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)neuron, (uint)MaximumNeurons, nameof(neuron));
        if (Count == _keys.Length)
        {
            throw new InvalidOperationException($"the timeline is full: {Count} spikes in one window");
        }

        _keys[Count++] = (sinceOrigin << NeuronBits) | (uint)neuron;
    }

    /// <summary>Puts the spikes in the order of time, those of one moment in the order of their neurons.</summary>
    public void Sort() => _keys.AsSpan(0, Count).Sort(Ascending);
}

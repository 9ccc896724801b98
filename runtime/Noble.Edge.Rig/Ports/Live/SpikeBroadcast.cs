using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>
/// Shows the spikes that are played to whoever looks on. It keeps the newest and is never full: a reader that falls behind loses the oldest
/// and is told how many, and the pacer knows nothing of it.
/// </summary>
/// <remarks>Hot path: <see cref="Emit"/> is a store of 16 bytes, and nothing at all while nobody reads. Readers may come and go on any thread.</remarks>
public sealed class SpikeBroadcast : IImmediatePort
{
    // A processor may show a store before the count that goes with it; the oldest spikes of a full ring are therefore not trusted.
    private const int Margin = 256;

    private readonly SpikeEvent[] _spikes;
    private readonly int _mask;
    private readonly Lock _gate = new();
    private long _written;
    private int _readers;

    /// <param name="capacity">Spikes that are kept; rounded up to a power of two, default 131,072, range 1,024 to 2^24.</param>
    public SpikeBroadcast(int capacity = 131_072)
    {
        if (capacity is < 1_024 or > 1 << 24)
        {
            throw new ArgumentOutOfRangeException(nameof(capacity), $"spikes kept for readers {capacity}: expected 1024 to {1 << 24}");
        }

        _spikes = new SpikeEvent[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)capacity)];
        _mask = _spikes.Length - 1;
    }

    /// <inheritdoc />
    public string Name => "page";

    /// <inheritdoc />
    public long NextDueNanoseconds => long.MaxValue;

    /// <summary>Readers now.</summary>
    public int Readers => Volatile.Read(ref _readers);

    /// <summary>A reader of the spikes from now on; to be disposed of by its owner.</summary>
    public SpikeReader Attach()
    {
        lock (_gate)
        {
            Volatile.Write(ref _readers, _readers + 1);
            return new SpikeReader(this, Volatile.Read(ref _written));
        }
    }

    /// <inheritdoc />
    public bool Emit(in SpikeEvent spike, long nowNanoseconds)
    {
        if (Volatile.Read(ref _readers) > 0)
        {
            var written = _written;
            _spikes[written & _mask] = spike;
            Volatile.Write(ref _written, written + 1);
        }

        return true;
    }

    /// <inheritdoc />
    public void RunDue(long nowNanoseconds)
    {
    }

    /// <inheritdoc />
    public void EnterSafeState()
    {
    }

    internal void Detach()
    {
        lock (_gate)
        {
            Volatile.Write(ref _readers, _readers - 1);
        }
    }

    // Copies the newest that fit; returns how many, moves the position to the newest, and says how many were passed over.
    internal int Read(ref long position, Span<SpikeEvent> destination, out long missed)
    {
        var written = Volatile.Read(ref _written);
        var first = Math.Max(position, written - Math.Min(destination.Length, _spikes.Length - Margin));
        var count = (int)(written - first);
        for (var i = 0; i < count; i++)
        {
            destination[i] = _spikes[(first + i) & _mask];
        }

        // What the pacer has come round to meanwhile may be torn.
        Volatile.ReadBarrier();
        var trusted = Math.Min(written, Volatile.Read(ref _written) - _spikes.Length + Margin);
        if (trusted > first)
        {
            destination[(int)(trusted - first)..count].CopyTo(destination);
            count = (int)(written - trusted);
            first = trusted;
        }

        missed = first - position;
        position = written;
        return count;
    }
}

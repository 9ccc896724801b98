using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>One reader of a <see cref="SpikeBroadcast"/>; for one thread at a time.</summary>
public sealed class SpikeReader : IDisposable
{
    private readonly SpikeBroadcast _broadcast;
    private long _position;
    private bool _isDisposed;

    internal SpikeReader(SpikeBroadcast broadcast, long position) => (_broadcast, _position) = (broadcast, position);

    /// <summary>Takes the spikes since the last call: the newest that fit, in the order in which they were played. Does not allocate.</summary>
    /// <param name="destination">Takes them.</param>
    /// <param name="missed">Spikes since the last call that are not among them.</param>
    /// <returns>Spikes taken.</returns>
    public int Read(Span<SpikeEvent> destination, out long missed) => _broadcast.Read(ref _position, destination, out missed);

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _broadcast.Detach();
        }
    }
}

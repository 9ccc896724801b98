using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>Spikes per second over the last second, from a count that is looked at now and then.</summary>
internal sealed class PlayedRate(IMonotonicClock clock)
{
    private const long WindowNanoseconds = 1_000_000_000;

    private readonly Queue<(long Time, long Played)> _looks = new();
    private readonly Lock _gate = new();

    /// <summary>The rate [1/s], now that this many have been played; 0 at the first look.</summary>
    internal double Of(long played)
    {
        lock (_gate)
        {
            var now = clock.NowNanoseconds;
            while (_looks.Count > 1 && now - _looks.ElementAt(1).Time >= WindowNanoseconds)
            {
                _looks.Dequeue();
            }

            var (time, before) = _looks.Count > 0 ? _looks.Peek() : (now, played);
            _looks.Enqueue((now, played));
            return now > time ? (played - before) * 1e9 / (now - time) : 0;
        }
    }
}

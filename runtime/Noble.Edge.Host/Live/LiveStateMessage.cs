using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>The newest state as a message, made once for all pages.</summary>
internal sealed class LiveStateMessage(ILiveSource source, IMonotonicClock clock, Func<int> pages)
{
    /// <summary>Time between two states [ns].</summary>
    internal const long IntervalNanoseconds = 250_000_000;

    private readonly Lock _gate = new();
    private byte[] _message = [];
    private long _madeAt = long.MinValue;
    private string? _safeState;

    /// <summary>The message, not older than the interval and not from before the safe state.</summary>
    internal byte[] Get()
    {
        lock (_gate)
        {
            var now = clock.NowNanoseconds;
            if (_madeAt == long.MinValue || now - _madeAt >= IntervalNanoseconds || _safeState != source.SafeState)
            {
                _safeState = source.SafeState;
                _message = PageMessages.Json(PageMessageKind.State, source.Look(pages()), PageJson.Default.LiveState);
                _madeAt = now;
            }

            return _message;
        }
    }

    /// <summary>The state as it is now.</summary>
    internal byte[] Last() => PageMessages.Json(PageMessageKind.State, source.Look(pages()), PageJson.Default.LiveState);
}

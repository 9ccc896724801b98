namespace Noble.Edge.Rig;

/// <summary>
/// How long a real-time thread that never sleeps by itself (it looks for input, or its spikes come too close) has to give its processor away: 3/32 of its time, in pieces of 64 µs. Linux
/// by default stops the real-time threads of a processor after 950 ms of a second (sched_rt_runtime_us), for the other 50 ms at once; what is
/// above those 5 % is for the others there, and for the going to sleep and waking up, which count as running.
/// </summary>
/// <remarks>Hot path: no allocation.</remarks>
internal sealed class BusyShare
{
    /// <summary>The shortest rest [ns].</summary>
    internal const long Piece = 64_000;

    // So much owed, a rest comes before whatever is due: the kernel would take five times as much at once.
    private const long Urgent = 10_000_000;
    private const int Share = 3;
    private const int ShareShift = 5;

    private long _last = -1; // [ns]
    private long _owed; // [ns]

    /// <summary>How long to rest from now on [ns]; 0 for not at all.</summary>
    /// <param name="until">When the thread is needed again [ns].</param>
    /// <param name="now">Now [ns], not before the last call's.</param>
    internal long RestNanoseconds(long until, long now)
    {
        Owe(now);
        if (_owed < Piece)
        {
            return 0;
        }

        return _owed >= Urgent ? Piece : until - now >= Piece ? Math.Min(_owed, until - now) : 0;
    }

    /// <summary>Takes note of a rest [ns], which has just ended.</summary>
    internal void HasRested(long nanoseconds, long now)
    {
        Owe(now);
        _owed = Math.Max(0, _owed - nanoseconds);
    }

    private void Owe(long now)
    {
        _owed += _last < 0 ? 0 : Share * ((now - _last) >> ShareShift);

        // What is less than the share's unit waits for the next call.
        _last = _last < 0 ? now : now - ((now - _last) & ((1 << ShareShift) - 1));
    }
}

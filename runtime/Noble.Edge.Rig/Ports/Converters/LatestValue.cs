namespace Noble.Edge.Rig;

/// <summary>The newest value that one thread has for another; the writer never waits, what is not taken in time is overtaken.</summary>
internal sealed class LatestValue
{
    private long _version; // odd while a value is being put; half of it is the number of values
    private double _value;
    private long _time;
    private long _taken; // reader's

    /// <summary>Writer: puts a value.</summary>
    internal void Put(double value, long time)
    {
        var version = _version;
        Interlocked.Exchange(ref _version, version + 1);
        Volatile.Write(ref _value, value);
        Volatile.Write(ref _time, time);
        Volatile.Write(ref _version, version + 2);
    }

    /// <summary>Reader: takes the newest value where there is one that it does not have.</summary>
    /// <param name="value">The value.</param>
    /// <param name="time">Its time [ns].</param>
    /// <param name="overtaken">Values before it that were never taken.</param>
    internal bool TryTake(out double value, out long time, out long overtaken)
    {
        var wait = new SpinWait();
        while (true)
        {
            var version = Volatile.Read(ref _version);
            value = Volatile.Read(ref _value);
            time = Volatile.Read(ref _time);
            Interlocked.MemoryBarrier();
            if ((version & 1) == 0 && version == Volatile.Read(ref _version))
            {
                overtaken = ((version - _taken) / 2) - 1;
                var isNew = version != _taken;
                _taken = version;
                return isNew;
            }

            wait.SpinOnce();
        }
    }
}

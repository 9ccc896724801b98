namespace Noble.Edge.Rig;

/// <summary>
/// Waits between attempts: each twice the one before, up to a last; shortened by chance, so that the clients of a broker that comes back
/// do not come all at once.
/// </summary>
internal sealed class BackOff(TimeSpan first, TimeSpan last, Random random)
{
    private long _next = Nanoseconds(first);

    /// <summary>The next wait [ns], from half of it to all of it.</summary>
    internal long NextNanoseconds()
    {
        var whole = Math.Min(_next, Nanoseconds(last));
        _next = 2 * whole;
        return (whole / 2) + random.NextInt64((whole / 2) + 1);
    }

    /// <summary>Begins anew with the first.</summary>
    internal void Reset() => _next = Nanoseconds(first);

    private static long Nanoseconds(TimeSpan time) => time.Ticks * 100;
}

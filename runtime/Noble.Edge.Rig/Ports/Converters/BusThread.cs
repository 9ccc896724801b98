namespace Noble.Edge.Rig;

/// <summary>The thread on which a port talks to its bus: runs when woken and when something is due.</summary>
internal sealed class BusThread : IDisposable
{
    private readonly IMonotonicClock _clock;
    private readonly Func<long> _pass;
    private readonly InputPoll _poll = new([]);
    private Thread? _thread;
    private bool _ending;

    /// <param name="clock">Clock of the due times.</param>
    /// <param name="pass">Does what there is to do; returns when it wants to be called again unasked [ns], or <see cref="long.MaxValue"/>. Never throws.</param>
    internal BusThread(IMonotonicClock clock, Func<long> pass) => (_clock, _pass) = (clock, pass);

    /// <summary>Starts it.</summary>
    internal void Start(string name)
    {
        _thread = new Thread(Run) { IsBackground = true, Name = $"port {name}" };
        _thread.Start();
    }

    /// <summary>Any thread, without blocking or allocating: there is something to do.</summary>
    internal void Wake() => _poll.Wake();

    /// <summary>Ends it after its pass.</summary>
    /// <returns>Whether it ended in time.</returns>
    internal bool Stop(TimeSpan timeout)
    {
        Volatile.Write(ref _ending, true);
        _poll.Wake();
        return _thread?.Join(timeout) ?? true;
    }

    /// <summary>After <see cref="Stop"/> where it ended in time: nobody may wake a thread that still runs through a closed descriptor.</summary>
    public void Dispose() => _poll.Dispose();

    private void Run()
    {
        // A wait of a day at most, so that the sum never overflows.
        const long Longest = 86_400_000_000_000;
        while (!Volatile.Read(ref _ending))
        {
            var due = _pass();
            var now = _clock.NowNanoseconds;
            if (due > now)
            {
                _poll.Wait(Math.Min(due - now, Longest));
            }
        }
    }
}

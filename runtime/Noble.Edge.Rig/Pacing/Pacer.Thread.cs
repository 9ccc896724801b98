namespace Noble.Edge.Rig;

/// <content>The dedicated thread.</content>
public sealed partial class Pacer
{
    private Thread? _thread;

    /// <summary>What the machine granted to the thread.</summary>
    public RealtimeFacts Facts { get; private set; } = RealtimeFacts.None;

    /// <summary>Starts the thread; the experiment begins, at time 0, as soon as the horizon has moved.</summary>
    public void Start()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "pacer" };
        _thread.Start();
    }

    /// <summary>Waits for the experiment's end.</summary>
    /// <returns>False where it has not come within the time.</returns>
    public bool Join(TimeSpan timeout) => _thread?.Join(timeout) ?? true;

    /// <summary>The experiment's time 0 is now, or by the look-ahead of the ports later, so that even the first spikes are early.</summary>
    internal void Begin()
    {
        var origin = _clock.Monotonic.NowNanoseconds + _lookAhead;
        _clock.StartAt(origin);
        _loop?.Start(this, origin);
        while (_lookAhead > 0 && _clock.NowNanoseconds < 0 && !Volatile.Read(ref _stopRequested))
        {
            var due = GiveAhead(_clock.NowNanoseconds, Volatile.Read(ref _horizon));
            _clock.Monotonic.SleepUntil(Math.Min(Math.Min(due, origin), _clock.Monotonic.NowNanoseconds + _longestSleep));
        }
    }

    private void Run()
    {
        Facts = RealtimeThread.Apply(_options);
        while (Volatile.Read(ref _horizon) <= 0 && !Volatile.Read(ref _stopRequested))
        {
            _clock.Monotonic.SleepUntil(_clock.Monotonic.NowNanoseconds + HeldPollNanoseconds);
        }

        Begin();
        while (Step())
        {
        }
    }
}

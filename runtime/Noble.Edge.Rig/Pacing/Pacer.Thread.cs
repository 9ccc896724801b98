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

    /// <summary>The experiment's time 0 is now.</summary>
    internal void Begin()
    {
        _clock.Start();
        _loop?.Start(this, _clock.Monotonic.NowNanoseconds);
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

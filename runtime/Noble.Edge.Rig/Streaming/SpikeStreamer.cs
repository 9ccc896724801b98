namespace Noble.Edge.Rig;

/// <summary>A live stream of spikes: something makes them, the pacer plays them at their moments, the ports carry them away.</summary>
/// <remarks>At a stop, what is due is played and every port delivers what it has.</remarks>
public abstract class SpikeStreamer
{
    private readonly BatchedPortRunner[] _runners;
    private bool _stopRequested;

    /// <param name="immediate">Ports that are called at a spike's moment.</param>
    /// <param name="batched">Ports that take batches on threads of their own.</param>
    /// <param name="pacing">How spikes are paced.</param>
    /// <param name="clock">The machine's clock.</param>
    /// <param name="loop">The closed loop on the pacer's thread, or null.</param>
    private protected SpikeStreamer(
        IReadOnlyList<IImmediatePort> immediate, IReadOnlyList<IBatchedPort> batched, PacerOptions pacing, IMonotonicClock clock, ClosedLoop? loop)
    {
        Clock = new ExperimentClock(clock);
        _runners = [.. batched.Select(port => new BatchedPortRunner(port, clock))];
        Pacer = new Pacer(Clock, pacing, immediate, _runners, loop);
    }

    /// <summary>The pacer, for its counts.</summary>
    public Pacer Pacer { get; }

    /// <summary>Experiment time now [ns].</summary>
    public long ExperimentNanoseconds => Clock.HasStarted ? Clock.NowNanoseconds : 0;

    /// <summary>Whether the experiment clock waits for the renderer.</summary>
    public bool IsHeld => Clock.HasStarted && Clock.IsHeld;

    /// <summary>For how long it has waited so far [ns].</summary>
    public long HeldNanoseconds => Clock.HeldNanoseconds;

    /// <summary>Trials or ticks done so far.</summary>
    public abstract long Trials { get; }

    /// <summary>Interval of the voltage's samples [ns].</summary>
    public abstract double SampleIntervalNanoseconds { get; }

    /// <summary>Length of a trial [ns], or of a block of voltage where there are no trials.</summary>
    public abstract long TrialNanoseconds { get; }

    /// <summary>Spikes made so far.</summary>
    public abstract long Rendered { get; }

    /// <summary>How many times faster than real time spikes are made.</summary>
    public abstract double RenderMultiple { get; }

    /// <summary>What broke, or null.</summary>
    public Exception? Failure => ProducerFailure ?? _runners.Select(runner => runner.Failure).FirstOrDefault(failure => failure is not null);

    private protected ExperimentClock Clock { get; }

    private protected bool IsStopRequested => Volatile.Read(ref _stopRequested);

    private protected abstract Exception? ProducerFailure { get; }

    /// <summary>Does on the calling thread what <see cref="Start"/> would wait for.</summary>
    public abstract void Prepare();

    /// <summary>Starts the threads.</summary>
    public void Start()
    {
        foreach (var runner in _runners)
        {
            runner.Start();
        }

        StartProducer();
        Pacer.Start();
    }

    /// <summary>Waits for the end of the experiment.</summary>
    /// <returns>True when it has ended; false where the time went by before.</returns>
    public bool Wait(TimeSpan timeout)
    {
        if (Failure is not null)
        {
            RequestStop();
        }

        return Pacer.Join(timeout);
    }

    /// <summary>Any thread: ends the experiment now. What is due is still played.</summary>
    public void RequestStop()
    {
        Volatile.Write(ref _stopRequested, true);
        Pacer.RequestStop();
    }

    /// <summary>Ends what still runs, lets the ports deliver what they have, and reports.</summary>
    /// <remarks>A trial that is being rendered is rendered to its end.</remarks>
    public StreamReport Finish()
    {
        RequestStop();
        Pacer.Join(Timeout.InfiniteTimeSpan);
        foreach (var runner in _runners)
        {
            runner.Stop();
        }

        JoinProducer();
        var pacer = Pacer.Report();
        return new StreamReport
        {
            Rendered = Rendered,
            NotDue = Rendered + pacer.FromResponses - pacer.Played - pacer.Withheld,
            Trials = Trials,
            RenderMultiple = RenderMultiple,
            Pacer = pacer,
        };
    }

    private protected abstract void StartProducer();

    private protected abstract void JoinProducer();
}

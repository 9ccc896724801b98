namespace Noble.Edge.Rig;

/// <summary>
/// A live population: a thread renders trials ahead, the pacer plays their spikes at their moments, the ports carry
/// them away.
/// </summary>
/// <remarks>
/// The experiment clock starts when the first trial is rendered. Where rendering falls behind, the clock is held at the
/// last moment that is known and goes on when the next trial is there: experiment time stays continuous, an underrun
/// and the time held are counted. At a stop, what is due is played and every port delivers what it has.
/// </remarks>
public sealed class PopulationStreamer
{
    private const long PollNanoseconds = 1_000_000;

    private readonly ExperimentClock _clock;
    private readonly BatchedPortRunner[] _runners;
    private readonly RenderAhead _producer;
    private readonly Thread _renderThread;
    private Exception? _renderFailure;
    private bool _started;
    private bool _stopRequested;

    /// <param name="renderer">Renders voltage; called from one thread.</param>
    /// <param name="currents">The stimulus.</param>
    /// <param name="immediate">Ports that are called at a spike's moment.</param>
    /// <param name="batched">Ports that take batches on threads of their own.</param>
    /// <param name="options">How to stream.</param>
    /// <param name="clock">The machine's clock.</param>
    /// <param name="loop">The closed loop beside the population, or null.</param>
    public PopulationStreamer(
        IWindowRenderer renderer,
        ICurrentSchedule currents,
        IReadOnlyList<IImmediatePort> immediate,
        IReadOnlyList<IBatchedPort> batched,
        StreamerOptions options,
        IMonotonicClock clock,
        ClosedLoop? loop = null)
        : this(new DetectedSpikes(renderer, options.Detector), currents, immediate, batched, options, clock, loop)
    {
    }

    /// <param name="spikes">Gives the spikes of a trial; called from one thread.</param>
    /// <param name="currents">The stimulus.</param>
    /// <param name="immediate">Ports that are called at a spike's moment.</param>
    /// <param name="batched">Ports that take batches on threads of their own.</param>
    /// <param name="options">How to stream.</param>
    /// <param name="clock">The machine's clock.</param>
    /// <param name="loop">The closed loop beside the population, or null.</param>
    public PopulationStreamer(
        ITrialSpikes spikes,
        ICurrentSchedule currents,
        IReadOnlyList<IImmediatePort> immediate,
        IReadOnlyList<IBatchedPort> batched,
        StreamerOptions options,
        IMonotonicClock clock,
        ClosedLoop? loop = null)
    {
        _clock = new ExperimentClock(clock);
        SampleIntervalNanoseconds = spikes.SampleIntervalNanoseconds;
        _runners = [.. batched.Select(port => new BatchedPortRunner(port, clock))];
        Pacer = new Pacer(_clock, options.Pacer, immediate, _runners, loop);
        _producer = new RenderAhead(spikes, currents, Pacer, options, clock);
        _renderThread = new Thread(RunRendering) { IsBackground = true, Name = "renderer" };
    }

    /// <summary>The pacer, for its counts.</summary>
    public Pacer Pacer { get; }

    /// <summary>Experiment time now [ns].</summary>
    public long ExperimentNanoseconds => _clock.HasStarted ? _clock.NowNanoseconds : 0;

    /// <summary>Whether the experiment clock waits for the renderer.</summary>
    public bool IsHeld => _clock.HasStarted && _clock.IsHeld;

    /// <summary>For how long it has waited so far [ns].</summary>
    public long HeldNanoseconds => _clock.HeldNanoseconds;

    /// <summary>Trials rendered so far.</summary>
    public long Trials => _producer.Trials;

    /// <summary>Interval of its samples [ns].</summary>
    public double SampleIntervalNanoseconds { get; }

    /// <summary>Length of a trial [ns].</summary>
    public long TrialNanoseconds => _producer.TrialNanoseconds;

    /// <summary>Spikes found in the rendered voltage so far.</summary>
    public long Rendered => _producer.Rendered;

    /// <summary>How many times faster than real time the rendering is.</summary>
    public double RenderMultiple =>
        _producer.RenderNanoseconds == 0 ? 0 : (double)_producer.Trials * _producer.TrialNanoseconds / _producer.RenderNanoseconds;

    /// <summary>What broke, or null.</summary>
    public Exception? Failure => _renderFailure ?? _runners.Select(runner => runner.Failure).FirstOrDefault(failure => failure is not null);

    /// <summary>Renders the first trial on the calling thread, so that <see cref="Start"/> starts at once.</summary>
    public void Prepare() => _producer.Step(0);

    /// <summary>Starts the threads.</summary>
    public void Start()
    {
        foreach (var runner in _runners)
        {
            runner.Start();
        }

        _started = true;
        _renderThread.Start();
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

        if (_started)
        {
            _renderThread.Join();
        }

        var pacer = Pacer.Report();
        return new StreamReport
        {
            Rendered = _producer.Rendered,
            NotDue = _producer.Rendered + pacer.FromResponses - pacer.Played - pacer.Withheld,
            Trials = _producer.Trials,
            RenderMultiple = RenderMultiple,
            Pacer = pacer,
        };
    }

#pragma warning disable CA1031 // Whatever the renderer throws ends the stream in order, on the thread that waits for it.
    private void RunRendering()
    {
        try
        {
            while (!Volatile.Read(ref _stopRequested))
            {
                var state = _producer.Step(ExperimentNanoseconds);
                if (state == RenderAheadState.Finished)
                {
                    break;
                }

                if (state != RenderAheadState.Rendered)
                {
                    _clock.Monotonic.SleepUntil(_clock.Monotonic.NowNanoseconds + PollNanoseconds);
                }
            }
        }
        catch (Exception failure)
        {
            _renderFailure = failure;
            RequestStop();
        }
    }
#pragma warning restore CA1031
}

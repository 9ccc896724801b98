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
public sealed class PopulationStreamer : SpikeStreamer
{
    private const long PollNanoseconds = 1_000_000;

    private readonly RenderAhead _producer;
    private readonly Thread _renderThread;
    private Exception? _renderFailure;
    private bool _started;

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
        : base(immediate, batched, options.Pacer, clock, loop)
    {
        SampleIntervalNanoseconds = spikes.SampleIntervalNanoseconds;
        _producer = new RenderAhead(spikes, currents, Pacer, options, clock);
        _renderThread = new Thread(RunRendering) { IsBackground = true, Name = "renderer" };
    }

    /// <inheritdoc />
    public override long Trials => _producer.Trials;

    /// <inheritdoc />
    public override double SampleIntervalNanoseconds { get; }

    /// <inheritdoc />
    public override long TrialNanoseconds => _producer.TrialNanoseconds;

    /// <summary>Spikes found in the rendered voltage so far.</summary>
    public override long Rendered => _producer.Rendered;

    /// <inheritdoc />
    public override double RenderMultiple =>
        _producer.RenderNanoseconds == 0 ? 0 : (double)_producer.Trials * _producer.TrialNanoseconds / _producer.RenderNanoseconds;

    private protected override Exception? ProducerFailure => _renderFailure;

    /// <summary>Renders the first trial on the calling thread, so that <see cref="SpikeStreamer.Start"/> starts at once.</summary>
    public override void Prepare() => _producer.Step(0);

    private protected override void StartProducer()
    {
        _started = true;
        _renderThread.Start();
    }

    private protected override void JoinProducer()
    {
        if (_started)
        {
            _renderThread.Join();
        }
    }

#pragma warning disable CA1031 // Whatever the renderer throws ends the stream in order, on the thread that waits for it.
    private void RunRendering()
    {
        try
        {
            while (!IsStopRequested)
            {
                var state = _producer.Step(ExperimentNanoseconds);
                if (state == RenderAheadState.Finished)
                {
                    break;
                }

                if (state != RenderAheadState.Rendered)
                {
                    Clock.Monotonic.SleepUntil(Clock.Monotonic.NowNanoseconds + PollNanoseconds);
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

namespace Noble.Edge.Rig;

/// <summary>A streaming population, live: its ticks are those of the closed loop, on the pacer's own thread, and the pacer plays its spikes at their moments.</summary>
/// <remarks>
/// The experiment clock never stands still: the other half of a hybrid circuit would not wait. A spike that becomes known too late is played late and counted.
/// </remarks>
public sealed class TickStreamer : SpikeStreamer
{
    private readonly TickPopulation _population;

    /// <param name="population">The population, which the loop has.</param>
    /// <param name="immediate">Ports that are called at a spike's moment.</param>
    /// <param name="batched">Ports that take batches on threads of their own.</param>
    /// <param name="pacing">How spikes are paced.</param>
    /// <param name="duration">Length of the experiment.</param>
    /// <param name="clock">The machine's clock.</param>
    /// <param name="loop">The loop.</param>
    public TickStreamer(
        TickPopulation population,
        IReadOnlyList<IImmediatePort> immediate,
        IReadOnlyList<IBatchedPort> batched,
        PacerOptions pacing,
        TimeSpan duration,
        IMonotonicClock clock,
        ClosedLoop loop)
        : base(immediate, batched, pacing, clock, loop)
    {
        ArgumentNullException.ThrowIfNull(population);
        _population = population;
        population.Connect(spike => Pacer.TryPush(spike));
        TrialNanoseconds = (long)Math.Round(population.BlockSamples * population.SampleIntervalNanoseconds);

        // Spikes come from the pacer's thread itself: there is no horizon to wait for.
        Pacer.Complete(duration == TimeSpan.MaxValue ? long.MaxValue : duration.Ticks * 100);
    }

    /// <inheritdoc />
    public override long Trials => _population.Ticks;

    /// <inheritdoc />
    public override double SampleIntervalNanoseconds => _population.SampleIntervalNanoseconds;

    /// <inheritdoc />
    public override long TrialNanoseconds { get; }

    /// <inheritdoc />
    public override long Rendered => _population.Rendered;

    /// <inheritdoc />
    public override double RenderMultiple =>
        _population.WorkNanoseconds == 0 ? 0 : (double)_population.Ticks * _population.TickNanoseconds / _population.WorkNanoseconds;

    private protected override Exception? ProducerFailure => null;

    /// <inheritdoc />
    public override void Prepare() => _population.Prepare();

    private protected override void StartProducer()
    {
    }

    private protected override void JoinProducer()
    {
    }
}

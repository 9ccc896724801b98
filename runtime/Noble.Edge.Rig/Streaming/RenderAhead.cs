using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>
/// The producing side of a stream: renders trial after trial before it is due, finds its spikes, and hands them to the
/// pacer in the order of time. Trial k begins at k times the trial's length on the experiment clock.
/// </summary>
/// <remarks>
/// Hot path: <see cref="Step"/> does not allocate. For one thread, which is not the pacer's.
/// </remarks>
public sealed class RenderAhead
{
    private readonly ITrialSpikes _spikes;
    private readonly ICurrentSchedule _currents;
    private readonly Pacer _pacer;
    private readonly IMonotonicClock _clock;
    private readonly SpikeTimeline _timeline;
    private readonly double[] _current; // [neuron], [nA]
    private readonly long _duration; // [ns]
    private readonly long _ahead; // [ns]
    private long _trial; // the next one to be rendered
    private int _handedOver; // spikes of the timeline that the pacer has
    private long _rendered;
    private long _renderNanoseconds;

    /// <param name="renderer">Renders voltage.</param>
    /// <param name="currents">The stimulus.</param>
    /// <param name="pacer">Takes the spikes.</param>
    /// <param name="options">How far ahead, and for how long.</param>
    /// <param name="clock">The clock on which rendering is timed.</param>
    public RenderAhead(IWindowRenderer renderer, ICurrentSchedule currents, Pacer pacer, StreamerOptions options, IMonotonicClock clock)
        : this(new DetectedSpikes(renderer, options.Detector), currents, pacer, options, clock)
    {
    }

    /// <param name="spikes">Gives the spikes of a trial.</param>
    /// <param name="currents">The stimulus.</param>
    /// <param name="pacer">Takes the spikes.</param>
    /// <param name="options">How far ahead, and for how long.</param>
    /// <param name="clock">The clock on which rendering is timed.</param>
    public RenderAhead(ITrialSpikes spikes, ICurrentSchedule currents, Pacer pacer, StreamerOptions options, IMonotonicClock clock)
    {
        _spikes = spikes;
        _currents = currents;
        _pacer = pacer;
        _clock = clock;
        TrialNanoseconds = TrialLength(spikes.SamplesPerTrial, spikes.SampleIntervalNanoseconds);
        _timeline = new SpikeTimeline(spikes.MaximumSpikes);
        _current = new double[spikes.NeuronCount];
        _duration = options.Duration == TimeSpan.MaxValue ? long.MaxValue : options.Duration.Ticks * 100;
        _ahead = checked(TrialNanoseconds * options.TrialsAhead);
    }

    /// <summary>Length of a trial [ns].</summary>
    public long TrialNanoseconds { get; }

    /// <summary>Trials rendered.</summary>
    public long Trials => Volatile.Read(ref _trial);

    /// <summary>Spikes rendered: found in the voltage, before the experiment's end.</summary>
    public long Rendered => Volatile.Read(ref _rendered);

    /// <summary>Time spent rendering and detecting [ns].</summary>
    public long RenderNanoseconds => Volatile.Read(ref _renderNanoseconds);

    /// <summary>Length of a renderer's trial [ns]: its samples at its interval, so that sampling goes on evenly from trial to trial.</summary>
    public static long TrialLength(IWindowRenderer renderer) => TrialLength(renderer.SamplesPerTrial, renderer.SampleIntervalNanoseconds);

    private static long TrialLength(int samples, double interval) => (long)Math.Round(samples * interval);

    /// <summary>Hands over what the pacer has room for, or renders the next trial where it is wanted.</summary>
    /// <param name="experimentNanoseconds">Experiment time now [ns].</param>
    /// <returns>What has come of it.</returns>
    public RenderAheadState Step(long experimentNanoseconds)
    {
        if (_handedOver < _timeline.Count)
        {
            return HandOver();
        }

        var start = Trials * TrialNanoseconds;
        if (start >= _duration)
        {
            return RenderAheadState.Finished;
        }

        if (start - experimentNanoseconds >= _ahead)
        {
            return RenderAheadState.FarEnough;
        }

        Render(start);
        return HandOver();
    }

    private void Render(long start)
    {
        var begun = _clock.NowNanoseconds;
        _currents.Fill(_trial, _current);
        var interval = _spikes.SampleIntervalNanoseconds;

        // A spike between the last trial's last sample and this one's first lies before the start.
        _timeline.Begin(start - (long)Math.Ceiling(interval));
        _spikes.Render(_trial, start, _current, _timeline);
        _timeline.Sort();
        _handedOver = 0;
        var rendered = 0;
        while (rendered < _timeline.Count && _timeline[rendered].TimeNanoseconds < _duration)
        {
            rendered++;
        }

        Volatile.Write(ref _rendered, _rendered + rendered);
        Volatile.Write(ref _renderNanoseconds, _renderNanoseconds + _clock.NowNanoseconds - begun);
        Volatile.Write(ref _trial, _trial + 1);
    }

    private RenderAheadState HandOver()
    {
        for (; _handedOver < _timeline.Count; _handedOver++)
        {
            var spike = _timeline[_handedOver];
            if (spike.TimeNanoseconds >= _duration)
            {
                _handedOver = _timeline.Count;
                break;
            }

            if (!_pacer.TryPush(spike))
            {
                // All before this spike are in: without that, a held clock would wait for what has no room.
                _pacer.AdvanceHorizon(spike.TimeNanoseconds);
                return RenderAheadState.PacerFull;
            }
        }

        var end = Trials * TrialNanoseconds;
        if (end >= _duration)
        {
            _pacer.Complete(_duration);
            return RenderAheadState.Finished;
        }

        // The next trial can still bring a spike between this one's last sample and its own first.
        _pacer.AdvanceHorizon(end - (long)Math.Ceiling(_spikes.SampleIntervalNanoseconds));
        return RenderAheadState.Rendered;
    }
}

namespace Noble.Edge.Rig;

/// <summary>Stimulates at a phase of a rhythm: a phase-locked loop of second order follows its marks and says when the phase comes.</summary>
/// <remarks>
/// Between marks the phase runs with the frequency that was learned; at a mark its distance from a whole cycle corrects both (F. M. Gardner,
/// Phaselock Techniques, 2005: damping 1 where the frequency gets a quarter of the square of the phase's share). The stimulus is put into the
/// loop's schedule with its exact time, not at a tick.
/// </remarks>
public sealed class PhaseLockedStimulation : IController
{
    private const double Forgets = 0.2; // share of a mark in the mean error

    private readonly PhaseLockedOptions _options;
    private double _phase; // at _at [cycles], any number of them
    private double _hertz;
    private double _error = 0.5; // mean of its size [cycles]
    private long _at; // [ns]
    private long _lastMark = -1; // [ns]
    private double _mean; // of samples
    private bool _hasMean;
    private bool _wasAbove;
    private double _nextStimulus; // phase of it [cycles]

    /// <param name="options">What is locked to what.</param>
    /// <exception cref="ArgumentOutOfRangeException">The frequencies are not in order.</exception>
    public PhaseLockedStimulation(PhaseLockedOptions options)
    {
        if (!(options.MinimumHertz < options.MaximumHertz))
        {
            throw new ArgumentOutOfRangeException(
                null, FormattableString.Invariant($"phase lock from {options.MinimumHertz} to {options.MaximumHertz} Hz: expected the lowest under the highest"));
        }

        options.Pulses.Check();
        _options = options;
        _hertz = Math.Sqrt(options.MinimumHertz * options.MaximumHertz);
    }

    /// <inheritdoc />
    public string Name => _options.Name;

    /// <summary>Frequency as learned [Hz].</summary>
    public double Hertz => _hertz;

    /// <summary>Whether the rhythm is followed closely enough to stimulate.</summary>
    public bool IsLocked => _error < _options.LockedWithin;

    /// <summary>Stimuli given.</summary>
    public long Given { get; private set; }

    /// <inheritdoc />
    public void OnInput(in InputEvent received, LoopActions actions)
    {
        if (_options.Rhythm.Matches(received) && (received.Kind != InputKind.Sample || IsRise(received)))
        {
            Mark(received.TimeNanoseconds);
        }
    }

    /// <inheritdoc />
    public void OnTick(LoopActions actions)
    {
        var now = actions.NowNanoseconds;
        Advance(now);

        // A rhythm that has stopped is no rhythm.
        if (_lastMark >= 0 && (now - _lastMark) * 1e-9 * _options.MinimumHertz > 2)
        {
            _error = 0.5;
            _lastMark = -1;
        }

        if (_nextStimulus <= _phase)
        {
            _nextStimulus = Math.Floor(_phase - _options.Phase) + 1 + _options.Phase;
        }

        // Placed once it lies within the next tick or two, so that a mark until then can still move it.
        var wait = (_nextStimulus - _phase) / _hertz * 1e9;
        if (wait > 2 * actions.TickNanoseconds || !IsLocked)
        {
            return;
        }

        _nextStimulus += 1;
        Given++;
        _options.Pulses.Begin(actions, (long)wait);
    }

    private void Advance(long now)
    {
        _phase += (now - _at) * 1e-9 * _hertz;
        _at = now;
    }

    private void Mark(long now)
    {
        Advance(now);
        if (_lastMark >= 0)
        {
            // Marks further apart or closer than the band allows are not of this rhythm.
            var interval = (now - _lastMark) * 1e-9;
            if (interval * _options.MaximumHertz < 0.7)
            {
                return;
            }

            var error = _phase - Math.Round(_phase);
            _phase -= _options.Gain * error;
            _hertz = Math.Clamp(_hertz - (_options.Gain * _options.Gain / 4 * error / interval), _options.MinimumHertz, _options.MaximumHertz);
            _error += Forgets * (Math.Abs(error) - _error);

            // Too far off to be pulled in: begin again from what the marks themselves say.
            if (_error > 0.2 && interval * _options.MinimumHertz < 1.3)
            {
                _hertz = Math.Clamp(1 / interval, _options.MinimumHertz, _options.MaximumHertz);
                Align();
            }
        }
        else
        {
            Align();
        }

        _lastMark = now;
    }

    private void Align()
    {
        var whole = Math.Round(_phase);
        _nextStimulus += whole - _phase;
        _phase = whole;
    }

    // A rise of the samples through their own running mean.
    private bool IsRise(in InputEvent received)
    {
        _mean = _hasMean ? _mean + (0.001 * (received.Value - _mean)) : received.Value;
        _hasMean = true;
        var isAbove = received.Value > _mean;
        var isRise = isAbove && !_wasAbove;
        _wasAbove = isAbove;
        return isRise;
    }
}

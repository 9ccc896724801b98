namespace Noble.Edge.Rig;

/// <summary>Stimulates when there is enough activity, and never too often: as many spikes as said within the window, then rest.</summary>
public sealed class ActivityDependentStimulation : IController
{
    private readonly ActivityDependentOptions _options;
    private readonly long _window; // [ns]
    private readonly long _refractory; // [ns]
    private readonly long[] _spikes; // a ring of the last spikes' times [ns]
    private readonly long[] _stimuli; // a ring of the last stimuli's times [ns]
    private int _spike;
    private int _stimulus;
    private long _last = long.MinValue / 2;

    /// <param name="options">What is answered with what.</param>
    public ActivityDependentStimulation(ActivityDependentOptions options)
    {
        options.Pulses.Check();
        _options = options;
        (_window, _refractory) = (options.Window.Ticks * 100, options.Refractory.Ticks * 100);
        _spikes = new long[options.Count];
        _stimuli = new long[options.MaximumPerMinute];
        Array.Fill(_spikes, long.MinValue / 2);
        Array.Fill(_stimuli, long.MinValue / 2);
    }

    /// <inheritdoc />
    public string Name => _options.Name;

    /// <summary>Stimuli given.</summary>
    public long Given { get; private set; }

    /// <summary>Stimuli held back, by the refractory time or the number in a minute.</summary>
    public long HeldBack { get; private set; }

    /// <inheritdoc />
    public void OnInput(in InputEvent received, LoopActions actions)
    {
        if (!_options.Spikes.Matches(received))
        {
            return;
        }

        var now = received.TimeNanoseconds;
        _spikes[_spike] = now;
        _spike = _spike + 1 == _spikes.Length ? 0 : _spike + 1;
        if (now - _spikes[_spike] > _window)
        {
            return;
        }

        if (now - _last < _refractory || now - _stimuli[_stimulus] < 60_000_000_000)
        {
            HeldBack++;
            return;
        }

        _last = now;
        _stimuli[_stimulus] = now;
        _stimulus = _stimulus + 1 == _stimuli.Length ? 0 : _stimulus + 1;

        // What has been answered does not count again.
        Array.Fill(_spikes, long.MinValue / 2);
        Given++;
        _options.Pulses.Begin(actions);
        if (_options.Response >= 0)
        {
            actions.Respond(_options.Response);
        }
    }

    /// <inheritdoc />
    public void OnTick(LoopActions actions)
    {
    }
}

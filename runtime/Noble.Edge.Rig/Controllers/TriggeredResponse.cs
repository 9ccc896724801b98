namespace Noble.Edge.Rig;

/// <summary>Answers a trigger with what was prepared for it: a pre-rendered response of the population, pulses of current, or both.</summary>
public sealed class TriggeredResponse : IController
{
    private readonly TriggeredResponseOptions _options;
    private readonly long _refractory; // [ns]
    private long _last = long.MinValue / 2;

    /// <param name="options">What is answered with what.</param>
    public TriggeredResponse(TriggeredResponseOptions options)
    {
        options.Pulses.Check();
        _options = options;
        _refractory = options.Refractory.Ticks * 100;
    }

    /// <inheritdoc />
    public string Name => _options.Name;

    /// <summary>Triggers answered.</summary>
    public long Answered { get; private set; }

    /// <summary>Triggers let pass for coming too soon after another.</summary>
    public long Passed { get; private set; }

    /// <inheritdoc />
    public void OnInput(in InputEvent received, LoopActions actions)
    {
        var isAsked = received is { Kind: InputKind.Command, Channel: (int)RigCommand.Trigger } && received.Value == _options.Number;
        if (!isAsked && !_options.Trigger.Matches(received))
        {
            return;
        }

        if (received.TimeNanoseconds - _last < _refractory)
        {
            Passed++;
            return;
        }

        _last = received.TimeNanoseconds;
        Answered++;
        if (_options.Response >= 0)
        {
            actions.Respond(_options.Response, _options.Delay.Ticks * 100);
        }

        _options.Pulses.Begin(actions);
    }

    /// <inheritdoc />
    public void OnTick(LoopActions actions)
    {
    }
}
